-- What an application does once the link runs.
INSERT INTO everything.checked VALUES (ROUND(RAND() * 1000000) + 2, 5);
UPDATE everything.made SET a = COALESCE(a, 0) + 1;
UPDATE everything.many SET n = (n + 1) % 10 WHERE id < 50;
UPDATE everything.keyless SET b = 'b' WHERE a = 1 LIMIT 1;
UPDATE everything.documents SET j = JSON_SET(j, '$.b', id) WHERE id = 1;
UPDATE everything.times SET ts = '2024-10-27 02:30:00' WHERE id = 1;
