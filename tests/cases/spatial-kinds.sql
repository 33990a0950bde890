-- what: spatial columns with and without a reference system, keys over them, and empty shapes
-- flavours: mysql mariadb
-- right: equal
CREATE DATABASE spatial_kinds; USE spatial_kinds;
CREATE TABLE shapes (id INT PRIMARY KEY, g GEOMETRY, p POINT NOT NULL, l LINESTRING, y POLYGON, m MULTIPOINT, c GEOMETRYCOLLECTION, SPATIAL KEY (p)) ENGINE = InnoDB;
INSERT INTO shapes VALUES (1, ST_GeomFromText('POINT(1 2)'), POINT(0, 0), ST_GeomFromText('LINESTRING(0 0,1e300 -1e-300)'), ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 0))'), ST_GeomFromText('MULTIPOINT(1 1,2 2)'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')),
	(2, NULL, POINT(-1.5, 1e10), NULL, NULL, NULL, NULL), (3, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY'), POINT(0.1, 0.2), NULL, NULL, NULL, NULL);
CREATE TABLE keyless (p POINT); INSERT INTO keyless VALUES (POINT(1, 1)), (POINT(1, 1)), (NULL);
