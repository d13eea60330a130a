-- ! COMMENT ON breaks the import (drawdb 241, 246), and table comments are lost (drawdb 409)
-- ! dialect postgresql
-- ! table ships: id
-- ! comment ships: Vessels of the fleet; it's all
-- ! comment ships.id: Hull number
-- ! kept 0
CREATE TABLE ships (id serial PRIMARY KEY);
COMMENT ON TABLE ships IS 'Vessels of the fleet; it''s all';
COMMENT ON COLUMN public.ships.id IS 'Hull number';
