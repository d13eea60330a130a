-- ! A long block of INSERT loses what stands behind it (liam 4000, 4057)
-- ! dialect postgresql
-- ! table ships: id
-- ! table crew: id, ship_id
-- ! relation crew(ship_id) -> ships(id)
-- ! rows versions: 4
CREATE TABLE ships (id bigserial PRIMARY KEY);
CREATE TABLE crew (id bigserial PRIMARY KEY, ship_id bigint);
SET search_path TO "$user", public;
INSERT INTO "versions" (version) VALUES
('20240102030405'),
('20240102030406'),
('2024;)''('),
('--x');
ALTER TABLE ONLY public.crew ADD CONSTRAINT fk_rails_1 FOREIGN KEY (ship_id) REFERENCES public.ships(id);
