-- What workers share beside membership and reminders: files by content, jobs, parts, attempts.
CREATE TABLE IF NOT EXISTS EntenteBlob
(
    Sha256 char(64) NOT NULL PRIMARY KEY,
    Bytes bytea NOT NULL
);

CREATE TABLE IF NOT EXISTS EntenteJob
(
    Id char(32) NOT NULL PRIMARY KEY,
    Job text NOT NULL,
    IsOpen boolean NOT NULL,
    Opened timestamptz NOT NULL DEFAULT now()
);

-- Which files a job is computed from, so that those of no job can go.
CREATE TABLE IF NOT EXISTS EntenteJobBlob
(
    Job char(32) NOT NULL REFERENCES EntenteJob ON DELETE CASCADE,
    Sha256 char(64) NOT NULL,
    PRIMARY KEY (Job, Sha256)
);

-- A chunk has one part, whoever comes first.
CREATE TABLE IF NOT EXISTS EntentePart
(
    Job char(32) NOT NULL REFERENCES EntenteJob ON DELETE CASCADE,
    Chunk integer NOT NULL,
    Bytes bytea NOT NULL,
    Worker text NOT NULL,
    Stored timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (Job, Chunk)
);

CREATE TABLE IF NOT EXISTS EntenteAttempt
(
    Job char(32) NOT NULL REFERENCES EntenteJob ON DELETE CASCADE,
    Chunk integer NOT NULL,
    Attempt integer NOT NULL,
    Worker text NOT NULL,
    Begun timestamptz NOT NULL DEFAULT now(),
    Failure text NULL,
    PRIMARY KEY (Job, Chunk, Attempt)
);
