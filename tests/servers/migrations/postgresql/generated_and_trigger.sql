-- from
CREATE TABLE lines (id int PRIMARY KEY, qty int NOT NULL, price numeric(8,2) NOT NULL, total numeric GENERATED ALWAYS AS (qty * price) STORED);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.qty := greatest(NEW.qty, 0); RETURN NEW; END $$;
CREATE TRIGGER lines_touch BEFORE UPDATE OF qty ON lines FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON COLUMN lines.qty IS 'how many';
-- rows
INSERT INTO lines VALUES (1, 2, 1.50), (2, 3, 2.00);
-- to
CREATE TABLE lines (id int PRIMARY KEY, qty bigint NOT NULL, price numeric(8,2) NOT NULL, total numeric GENERATED ALWAYS AS (qty * price * 2) STORED);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.qty := greatest(NEW.qty, 1); RETURN NEW; END $$;
CREATE TRIGGER lines_touch BEFORE UPDATE OF qty ON lines FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON COLUMN lines.qty IS 'how many pieces';
-- expect select id, total from lines order by id => 1|6.00;2|12.00
