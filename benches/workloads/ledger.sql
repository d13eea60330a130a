-- Double-entry bookkeeping: few updates, postings in their millions, balances and statements.
--: schema
CREATE TABLE account (account_id bigint PRIMARY KEY, iban varchar(34) NOT NULL, owner_id bigint NOT NULL, currency char(3) NOT NULL, closed_on date);
CREATE TABLE transfer (transfer_id bigint PRIMARY KEY, reference varchar(40) NOT NULL, booked_at timestamp NOT NULL, status varchar(10) NOT NULL, idempotency_key uuid NOT NULL);
CREATE TABLE posting (posting_id bigint PRIMARY KEY, transfer_id bigint NOT NULL REFERENCES transfer, account_id bigint NOT NULL REFERENCES account, amount numeric(14,2) NOT NULL, value_date date NOT NULL);
CREATE TABLE balance (account_id bigint NOT NULL REFERENCES account, day date NOT NULL, amount numeric(16,2) NOT NULL, PRIMARY KEY (account_id, day));
--: rows
INSERT INTO account SELECT i, 'DE' || lpad(i::text, 20, '0'), i / 2, (ARRAY['EUR','EUR','EUR','USD'])[1 + i % 4], CASE WHEN i % 25 = 0 THEN date '2023-05-01' END FROM generate_series(1, 30000) i;
INSERT INTO transfer SELECT i, 'REF' || md5(i::text), timestamp '2023-01-01' + i * interval '2 minutes', CASE WHEN i > 249700 THEN 'pending' WHEN i % 200 = 0 THEN 'failed' ELSE 'booked' END, md5('k' || i)::uuid FROM generate_series(1, 250000) i;
INSERT INTO posting SELECT i, 1 + i / 2, 1 + (random()*29999)::int, (random()*1000 - 500)::numeric(14,2), date '2023-01-01' + (i / 1440) FROM generate_series(1, 499998) i;
INSERT INTO balance SELECT a, date '2024-01-01' - d, random() * 10000 FROM generate_series(1, 30000) a, generate_series(1, 10) d;
--: queries
-- name: statement, frequency: 3000
SELECT p.value_date, p.amount, t.reference FROM posting p JOIN transfer t ON t.transfer_id = p.transfer_id WHERE p.account_id = 1234 AND p.value_date BETWEEN '2023-03-01' AND '2023-03-31' ORDER BY p.value_date, p.posting_id;
-- name: balance_now, frequency: 9000
SELECT sum(amount) FROM posting WHERE account_id = 8888;
-- name: last_balance, frequency: 4000
SELECT amount, day FROM balance WHERE account_id = 777 ORDER BY day DESC LIMIT 1;
-- name: idempotent, frequency: 6000
SELECT transfer_id, status FROM transfer WHERE idempotency_key = '0cc175b9-c0f1-b6a8-31c3-99e269772661';
-- name: by_reference, frequency: 200
SELECT transfer_id, booked_at FROM transfer WHERE reference LIKE 'REFc4ca4%';
-- name: pending, frequency: 3000
SELECT transfer_id, reference FROM transfer WHERE status = 'pending' ORDER BY booked_at LIMIT 100;
-- name: legs, frequency: 2500
SELECT account_id, amount FROM posting WHERE transfer_id = 55555;
-- name: unbalanced, frequency: 1
SELECT transfer_id FROM posting GROUP BY transfer_id HAVING sum(amount) <> 0;
-- name: accounts_of, frequency: 2000
SELECT account_id, iban, currency FROM account WHERE owner_id = 4242 AND closed_on IS NULL;
-- name: by_iban, frequency: 3000
SELECT account_id FROM account WHERE iban = 'DE00000000000000000077';
-- name: book, frequency: 3000
INSERT INTO posting (posting_id, transfer_id, account_id, amount, value_date) VALUES (1, 2, 3, 4.5, '2024-01-01');
-- name: open_transfer, frequency: 1500
INSERT INTO transfer (transfer_id, reference, booked_at, status, idempotency_key) VALUES (1, 'x', now(), 'pending', '0cc175b9-c0f1-b6a8-31c3-99e269772661');
-- name: settle, frequency: 1500
UPDATE transfer SET status = 'booked' WHERE transfer_id = 8;
--: expert
CREATE INDEX ON posting (account_id, value_date, posting_id) INCLUDE (amount);
CREATE INDEX ON posting (transfer_id);
CREATE UNIQUE INDEX ON transfer (idempotency_key);
CREATE INDEX ON transfer (reference text_pattern_ops);
CREATE INDEX ON transfer (booked_at) WHERE status = 'pending';
CREATE INDEX ON account (owner_id);
CREATE INDEX ON account (iban);
