-- ! MONEY and tsvector fail (drawdb 604, 830)
-- ! dialect postgresql
-- ! table t: id, price, words, place, span, ip, bits
-- ! kept 0
-- ! partly 0
-- ! in postgresql: money
-- ! in postgresql: tsvector
CREATE TABLE t (
    id serial PRIMARY KEY,
    price money DEFAULT 0.00 NOT NULL,
    words tsvector,
    place point,
    span tstzrange,
    ip inet,
    bits bit varying(8)
);
