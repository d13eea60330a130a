// Trusted Types: what may become markup or a script in a browser that has them. The Content-Security-Policy refuses every
// other way, so that no text of a user, a file or a model can run. Loaded before the page's own code.
globalThis.trustedTypes?.createPolicy('default', {
  // A script beside the page: a path without a scheme, a host or a way up.
  createScriptURL: (url) => (/^(?!\/)(?!.*\.\.)[\w./-]+\.js$/.test(url) ? url : null),
  // Markup in which nothing can run: views that were written out at compile time, and drawings of our own.
  createHTML: (markup) => (/<(script|iframe|object|embed|base|meta)|javascript:|srcdoc|[\s"'/]on\w+\s*=/i.test(markup) ? null : markup),
});
