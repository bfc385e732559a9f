-- The link by which the first admin of a new installation is made: one row while there is none, nothing afterwards.
CREATE TABLE first_admin_link (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  id uuid NOT NULL
);
