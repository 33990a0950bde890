-- what: parameters of routines keep the collation that their character set had when they were made
-- flavours: mysql
-- compare: SELECT specific_name, ordinal_position, character_set_name, collation_name FROM information_schema.parameters WHERE specific_schema = 'parameter_collation' ORDER BY 1, 2
-- compare: SELECT parameter_collation.same('a', 'ä')
-- right: equal
CREATE DATABASE parameter_collation CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs;
SET SESSION default_collation_for_utf8mb4 = utf8mb4_general_ci;
CREATE FUNCTION parameter_collation.same(a VARCHAR(10) CHARACTER SET utf8mb4, b VARCHAR(10) CHARACTER SET utf8mb4) RETURNS INT DETERMINISTIC RETURN a = b;
