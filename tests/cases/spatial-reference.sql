-- what: MySQL: reference systems of columns and of single values, a default that is a point
-- flavours: mysql
-- right: equal
CREATE DATABASE spatial_reference; USE spatial_reference;
CREATE TABLE t (id INT PRIMARY KEY, p POINT NOT NULL SRID 4326, q GEOMETRY SRID 0, r GEOMETRY DEFAULT (POINT(1, 2)), x DOUBLE AS (ST_X(q)) STORED, SPATIAL KEY (p), KEY ((ST_SRID(r))));
INSERT INTO t (id, p, q, r) VALUES (1, ST_SRID(POINT(10, 20), 4326), POINT(3, 4), ST_GeomFromText('POINT(5 6)', 3857)), (2, ST_GeomFromText('POINT(-89.9 179.9)', 4326), NULL, ST_GeomFromText('LINESTRING(0 0,1 1)', 4326));
INSERT INTO t (id, p) VALUES (3, ST_SRID(POINT(0, 0), 4326));
