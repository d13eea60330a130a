// Input that nobody hopes for: a clear message or a sensible result, never a panic, never markup.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, start } from './workbench.mjs';

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** Gives the page a text and says that it is still alive afterwards: no error, no foreign element, a usable button. */
function survives(name, text, look = async () => {}) {
  test(name, async () => {
    const workbench = await open(site);
    await workbench.textField().fill(text);
    await workbench.generateButton().click();
    await workbench.settled();
    assert.equal(await workbench.page.locator('img, script[data-injected], iframe').count(), 0);
    await look(workbench);
    await workbench.generateButton().waitFor();
    assert.ok(await workbench.generateButton().isEnabled());
    workbench.assertQuiet();
    await workbench.close();
  });
}

const message = async (workbench) => {
  await workbench.page.locator('.notice, [role="alert"]').first().waitFor({ timeout: 5000 });
};

survives('an empty text gets a sentence', '', message);
survives('blanks get a sentence', '  \n\t ', message);
survives('a megabyte of prose', 'A customer has many orders and every order has a date and a total. '.repeat(15000));
survives('a megabyte of one word', 'x'.repeat(1_000_000));
survives('a text in German', 'Ein Kunde hat einen Namen und eine E-Mail-Adresse. Bestellungen enthalten mehrere Produkte mit Menge und Preis.');
survives('a text in Chinese', '客户有姓名和电子邮件。订单包含多个产品。每个产品有价格和库存。');
survives('a text from right to left', 'للعملاء اسم وبريد إلكتروني. تحتوي الطلبات على عدة منتجات.');
survives('binary junk', Array.from({ length: 4000 }, (_, at) => String.fromCharCode((at * 7919) % 0xd7ff)).join(''));
survives('deep nesting', '('.repeat(20000) + 'Users have names' + ')'.repeat(20000));
survives('script and markup in names', 'Users with "><img src=x onerror=alert(1)>, name and <script data-injected>alert(2)</script>. '
  + 'A <b onmouseover=alert(3)>thing</b> has a <iframe src=javascript:alert(4)> and a price.');

// Nouns that no dictionary has: bababats, babakets, ...
const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'te', 'vo'];
const noun = (at) => `${SYLLABLES[at >> 6]}${SYLLABLES[(at >> 3) & 7]}${SYLLABLES[at & 7]}ts`;
const nouns = Array.from({ length: 500 }, (_, at) => `- ${noun(at)} with name, price and color`).join('\n');
survives('five hundred entities', nouns, async (workbench) => {
  await workbench.page.locator('main.canvas [data-table]').first().waitFor({ timeout: 60000 });
  const tables = Number(await workbench.page.locator('.generate .stat b').first().innerText());
  assert.ok(tables >= 450, `${tables} tables`);
  await workbench.screenshot('five-hundred');
});
