// The planner without rows in a worker of its own, beside the PostgreSQL that proves: what it knows of its tables is not so.
importScripts('answering.js');

let planner;

const OPS = {
  /** Opens a planner for a schema, see `open` in planner.js; one that was open is thrown away. */
  async open(setup) {
    const started = performance.now();
    await planner?.close();
    planner = undefined;
    const [{ PGlite }, { pg_trgm }, { open }, loadDataDir] = await Promise.all([
      import('./pglite/index.js'),
      import('./pglite/contrib/pg_trgm.js'),
      import('./planner.js'),
      fetch('database.tar.gz').then((response) => {
        if (!response.ok) throw new Error(`database.tar.gz: ${response.status}`);
        return response.blob();
      }),
    ]);
    const opened = await open(PGlite, { loadDataDir, postgresqlconf: ['shared_buffers=16MB'], extensions: { pg_trgm } }, setup);
    planner = opened.planner;
    const { rows } = await planner.db.query('SHOW server_version');
    return { version: rows[0].server_version, milliseconds: performance.now() - started, refused: opened.refused };
  },

  costs: (question) => planner.costs(question),
};

answering(OPS);
