USE everything;
CREATE TABLE hidden (id INT PRIMARY KEY, h INT INVISIBLE, v INT, KEY ((v + 1)));
INSERT INTO hidden (id, h, v) VALUES (1, 2, 3);
