-- ! DEFAULT ''::text and casts in checks cannot be parsed (drawdb 158, 242)
-- ! dialect postgresql
-- ! table t: a, b, c
-- ! kept 0
-- ! partly 0
-- ! in postgresql: CHECK
CREATE TABLE t (
    a text DEFAULT ''::text NOT NULL,
    b character varying(20) DEFAULT 'x'::character varying,
    c text,
    CONSTRAINT c_form CHECK (((c)::text ~ '^[a-z]+$'::TEXT))
);
