-- A small database for the source to have, with one of each kind of object.
CREATE DATABASE repltest CHARACTER SET utf8mb4;
USE repltest;

CREATE TABLE customer (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(100) NOT NULL,
	email VARCHAR(100) UNIQUE
);

CREATE TABLE purchase (
	id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
	customer_id INT UNSIGNED NOT NULL,
	amount DECIMAL(10, 2) NOT NULL,
	bought_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
	KEY by_time (bought_at),
	CONSTRAINT purchase_of_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
);

INSERT INTO customer (name, email) VALUES
	('Ada', 'ada@example.com'), ('Grace', 'grace@example.com'), ('Édsger', NULL);
INSERT INTO purchase (customer_id, amount, bought_at) VALUES
	(1, 12.50, '2024-01-31 10:00:00'), (1, 3.99, '2024-02-29 23:59:59'), (2, 100, '2024-03-01 00:00:00');

CREATE VIEW spending AS
	SELECT c.name, SUM(p.amount) AS total
	FROM customer c JOIN purchase p ON p.customer_id = c.id GROUP BY c.name;
