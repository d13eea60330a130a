// The worker's start. A file that is missing or broken rejects a promise, which a page never hears of; thrown as an
// error it reaches the page, which then says so.
addEventListener('unhandledrejection', (event) => setTimeout(() => { throw event.reason; }));
importScripts('engine.js');
wasm_bindgen({ module_or_path: 'engine_bg.wasm' });
