-- what: a view over a database that is left out: named before the copy, and with that database all arrives
-- flavours: mysql mariadb
-- manifest: .copy.databases = ["view_of_another_database"]
-- right: plan says refers-elsewhere
-- fix-manifest: .copy.databases += ["view_of_another_database_rates", "repltest"]
-- compare: SELECT * FROM view_of_another_database.prices ORDER BY id
-- when: long
CREATE DATABASE view_of_another_database;
CREATE DATABASE view_of_another_database_rates;
CREATE TABLE view_of_another_database_rates.rate (currency CHAR(3) PRIMARY KEY, r DECIMAL(12,6));
INSERT INTO view_of_another_database_rates.rate VALUES ('EUR', 1), ('USD', 1.1);
CREATE TABLE view_of_another_database.item (id INT PRIMARY KEY, cents INT, currency CHAR(3));
INSERT INTO view_of_another_database.item VALUES (1, 100, 'EUR'), (2, 300, 'USD');
CREATE VIEW view_of_another_database.prices AS SELECT i.id, i.cents * r.r AS cents
	FROM view_of_another_database.item i JOIN view_of_another_database_rates.rate r USING (currency);
