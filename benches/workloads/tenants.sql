-- Software as a service: every row belongs to a tenant, most are not deleted.
--: schema
CREATE TABLE tenant (tenant_id integer PRIMARY KEY, slug varchar(40) NOT NULL, plan varchar(12) NOT NULL);
CREATE TABLE member (member_id bigint PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, email varchar(100) NOT NULL, role varchar(10) NOT NULL, deleted_at timestamptz);
CREATE TABLE project (project_id bigint PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, name varchar(100) NOT NULL, archived boolean NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE task (task_id bigint PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant, project_id bigint NOT NULL REFERENCES project, assignee_id bigint REFERENCES member, status varchar(12) NOT NULL, due_on date, title text NOT NULL, details jsonb NOT NULL, created_at timestamptz NOT NULL, deleted_at timestamptz);
CREATE TABLE audit_event (event_id bigint PRIMARY KEY, tenant_id integer NOT NULL, actor_id bigint NOT NULL, kind varchar(30) NOT NULL, at timestamptz NOT NULL, payload jsonb NOT NULL);
--: rows
INSERT INTO tenant SELECT i, 'tenant-' || i, (ARRAY['free','team','business'])[1 + i % 3] FROM generate_series(1, 800) i;
INSERT INTO member SELECT i, 1 + i % 800, 'm' || i || '@x.org', (ARRAY['owner','member','member','guest'])[1 + i % 4], CASE WHEN i % 12 = 0 THEN now() END FROM generate_series(1, 24000) i;
INSERT INTO project SELECT i, 1 + i % 800, 'Project ' || i, i % 4 = 0, now() - i * interval '1 hour' FROM generate_series(1, 16000) i;
INSERT INTO task SELECT i, 1 + (p - 0) % 800, p, CASE WHEN random() < 0.8 THEN 1 + (random()*23999)::int END, (ARRAY['open','doing','done','done','done','done'])[1 + (random()*5)::int], date '2024-01-01' + (random()*300)::int, 'Task ' || md5(i::text), jsonb_build_object('label', 'l' || i % 60, 'points', i % 8), timestamptz '2023-01-01' + i * interval '90 seconds', CASE WHEN random() < 0.1 THEN now() END FROM (SELECT i, 1 + (random() * 15999)::int AS p FROM generate_series(1, 400000) i) s;
INSERT INTO audit_event SELECT i, 1 + (random()*799)::int, 1 + (random()*23999)::int, 'kind' || i % 25, timestamptz '2023-01-01' + i * interval '60 seconds', '{"a": 1}' FROM generate_series(1, 500000) i;
--: queries
-- name: tenant_by_slug, frequency: 20000
SELECT tenant_id, plan FROM tenant WHERE slug = 'tenant-55';
-- name: sign_in, frequency: 3000
SELECT member_id, role FROM member WHERE tenant_id = 55 AND email = 'm54@x.org' AND deleted_at IS NULL;
-- name: board, frequency: 8000
SELECT task_id, title, status, assignee_id FROM task WHERE tenant_id = 9 AND project_id = 808 AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 100;
-- name: mine, frequency: 6000
SELECT task_id, title, due_on FROM task WHERE tenant_id = 9 AND assignee_id = 808 AND status IN ('open', 'doing') AND deleted_at IS NULL ORDER BY due_on;
-- name: overdue, frequency: 50
SELECT tenant_id, count(*) FROM task WHERE status = 'open' AND due_on < '2024-01-10' AND deleted_at IS NULL GROUP BY tenant_id;
-- name: by_label, frequency: 400
SELECT task_id, title FROM task WHERE tenant_id = 9 AND details->>'label' = 'l7' AND deleted_at IS NULL;
-- name: projects, frequency: 7000
SELECT project_id, name FROM project WHERE tenant_id = 77 AND NOT archived ORDER BY updated_at DESC LIMIT 30;
-- name: audit_page, frequency: 300
SELECT event_id, actor_id, kind, at FROM audit_event WHERE tenant_id = 44 AND (at, event_id) < ('2023-09-01', 400000) ORDER BY at DESC, event_id DESC LIMIT 50;
-- name: audit_of_actor, frequency: 20
SELECT event_id, kind, at FROM audit_event WHERE tenant_id = 44 AND actor_id = 900 ORDER BY at DESC LIMIT 50;
-- name: log, frequency: 30000
INSERT INTO audit_event (event_id, tenant_id, actor_id, kind, at, payload) VALUES (1, 2, 3, 'x', now(), '{}');
-- name: create_task, frequency: 2000
INSERT INTO task (task_id, tenant_id, project_id, status, title, details, created_at) VALUES (1, 2, 3, 'open', 'x', '{}', now());
-- name: finish, frequency: 1500
UPDATE task SET status = 'done' WHERE tenant_id = 9 AND task_id = 77;
--: expert
CREATE INDEX ON tenant (slug);
CREATE INDEX ON member (tenant_id, email);
CREATE INDEX ON task (project_id, created_at) WHERE deleted_at IS NULL;
CREATE INDEX ON task (assignee_id, due_on) WHERE deleted_at IS NULL AND status IN ('open', 'doing');
CREATE INDEX ON task (due_on, tenant_id) WHERE status = 'open' AND deleted_at IS NULL;
CREATE INDEX ON task (tenant_id, (details->>'label')) WHERE deleted_at IS NULL;
CREATE INDEX ON project (tenant_id, updated_at) WHERE NOT archived;
CREATE INDEX ON audit_event (tenant_id, at, event_id);
