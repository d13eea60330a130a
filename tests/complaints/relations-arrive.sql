-- ! Tables arrive, relationships do not (drawdb 8, chartdb 177): in the column, in the table, by ALTER, before its target
-- ! dialect postgresql
-- ! table b: id, a_id, c_id
-- ! table a: id
-- ! table c: id, b_id
-- ! relation b(a_id) -> a(id)
-- ! relation b(c_id) -> c(id)
-- ! relation c(b_id) -> b(id)
CREATE TABLE b (
  id serial PRIMARY KEY,
  a_id int REFERENCES a,
  c_id int,
  FOREIGN KEY (c_id) REFERENCES c (id)
);
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE c (id serial PRIMARY KEY, b_id int);
ALTER TABLE ONLY public.c ADD CONSTRAINT c_b FOREIGN KEY (b_id) REFERENCES public.b(id) ON DELETE CASCADE;
