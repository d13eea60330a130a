// How the page looks at the widths that people have: nothing is cut off or covered. The pictures in test-results are
// for looking at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { description, open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

const SIZES = { phone: [360, 740], tablet: [820, 1180], laptop: [1280, 720], desktop: [1920, 1080] };

/** Controls of the bar that the window's edge cuts. */
const beyond = (page) => page.evaluate(() => [...document.querySelectorAll('.top :is(button, select, input)')]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.textContent.trim() || element.getAttribute('aria-label')));

for (const [name, [width, height]] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${name} in ${colorScheme}`, async () => {
      const workbench = await open(site, { viewport: { width, height }, colorScheme });
      await workbench.screenshot(`${name}-${colorScheme}-start`);
      assert.deepEqual(await beyond(workbench.page), []);
      await workbench.generate(description('ecommerce'));
      const wide = await workbench.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide`);
      assert.deepEqual(await beyond(workbench.page), []);
      // Text in controls is never cut.
      const cut = await workbench.page.evaluate(() => [...document.querySelectorAll('button, .badge, .chip, h2')]
        .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible')
        .map((element) => element.textContent.trim()));
      assert.deepEqual(cut, []);
      await workbench.screenshot(`${name}-${colorScheme}`);
      if (width < 860) await workbench.page.screenshot({ path: `test-results/${name}-${colorScheme}-whole.png`, fullPage: true });
      workbench.assertQuiet();
      await workbench.close();
    });
  }
}
