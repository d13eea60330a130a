-- name: inbox, frequency: 5000
SELECT id, number, subject, priority FROM tickets WHERE tenant_id = $1 AND status = 'open' ORDER BY updated_at DESC LIMIT 50;
-- name: mine, frequency: 3000
SELECT id, number, subject FROM tickets WHERE assignee_id = $1 AND status IN ('open', 'pending') ORDER BY priority DESC, created_at LIMIT 50;
-- name: by_number, frequency: 8000
SELECT * FROM tickets WHERE tenant_id = $1 AND number = $2;
-- name: thread, frequency: 8000
SELECT c.body, c.created_at, u.name FROM comments c JOIN users u ON u.id = c.author_id WHERE c.ticket_id = $1 ORDER BY c.created_at;
-- name: unassigned, frequency: 600
SELECT id, number FROM tickets WHERE tenant_id = $1 AND assignee_id IS NULL AND status = 'new' ORDER BY created_at;
-- name: overdue, frequency: 60
SELECT tenant_id, count(*) FROM tickets WHERE status = 'open' AND due_at < '2024-06-01' GROUP BY tenant_id;
-- name: tagged, frequency: 300
SELECT id, subject FROM tickets WHERE tenant_id = $1 AND tags @> ARRAY['refund'];
-- name: field, frequency: 200
SELECT id FROM tickets WHERE fields @> '{"order": "A-1000"}';
-- name: field_value, frequency: 150
SELECT id FROM tickets WHERE tenant_id = $1 AND fields ->> 'region' = 'emea';
-- name: login, frequency: 6000
SELECT id, name, role FROM users WHERE lower(email) = $1 AND deleted_at IS NULL;
-- name: agents, frequency: 500
SELECT id, name FROM users WHERE tenant_id = $1 AND role = 'agent' AND deleted_at IS NULL ORDER BY name;
-- name: daily, frequency: 10
SELECT date_trunc('day', created_at) AS day, count(*) FROM tickets WHERE tenant_id = $1 AND created_at >= '2024-05-01' GROUP BY 1;
-- name: words, frequency: 100
SELECT t.id, t.subject FROM comments c JOIN tickets t ON t.id = c.ticket_id WHERE t.tenant_id = $1 AND to_tsvector('english', c.body) @@ plainto_tsquery('english', 'broken screen');
-- name: requester, frequency: 900
SELECT t.number, t.status FROM tickets t WHERE t.requester_id = $1 ORDER BY t.created_at DESC LIMIT 10;
-- name: close, frequency: 700
UPDATE tickets SET status = 'closed', updated_at = now() WHERE id = $1;
-- name: comment, frequency: 2500
INSERT INTO comments (id, ticket_id, author_id, body, internal, created_at) VALUES ($1, $2, $3, $4, false, now());
-- name: open, frequency: 600
INSERT INTO tickets (id, tenant_id, number, requester_id, status, priority, subject, tags, fields, created_at, updated_at) VALUES ($1, $2, $3, $4, 'new', 2, $5, '{}', '{}', now(), now());
