-- Multi-tenant help desk with documents as JSON.
CREATE TABLE tenants (id uuid PRIMARY KEY, name varchar(100) NOT NULL, plan varchar(20) NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email varchar(200) NOT NULL, name varchar(120) NOT NULL, role varchar(20) NOT NULL, deleted_at timestamptz, UNIQUE (tenant_id, email));
CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  number integer NOT NULL,
  requester_id uuid NOT NULL REFERENCES users (id),
  assignee_id uuid REFERENCES users (id),
  status varchar(20) NOT NULL,
  priority smallint NOT NULL,
  subject varchar(250) NOT NULL,
  tags text[] NOT NULL,
  fields jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  due_at timestamptz,
  UNIQUE (tenant_id, number)
);
CREATE TABLE comments (id uuid PRIMARY KEY, ticket_id uuid NOT NULL REFERENCES tickets (id), author_id uuid NOT NULL REFERENCES users (id), body text NOT NULL, internal boolean NOT NULL, created_at timestamptz NOT NULL);
