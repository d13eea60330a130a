// How the page asks its workers with a PostgreSQL: a message is `{number, op, ...}` as JSON; the answer is `{number, answer}` or
// `{number, failed}`.
function answering(ops) {
  onmessage = async ({ data }) => {
    const { number, op, ...rest } = JSON.parse(data);
    try {
      postMessage(JSON.stringify({ number, answer: await ops[op](rest) }));
    } catch (error) {
      postMessage(JSON.stringify({ number, failed: error.message ?? String(error) }));
    }
  };
}
