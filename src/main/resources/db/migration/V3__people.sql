-- People with several accounts, and what an operator notes of them. As V1: runs on H2 and on
-- PostgreSQL, and again after it was killed.

-- A row of person is one account's owner for good: it has one handle. Those that are one human name
-- the same row here, which names none; that row's speaker is theirs. Taking one out again changes
-- nothing else, so that each keeps its own name and what was said through it.
ALTER TABLE person ADD COLUMN IF NOT EXISTS merged_into BIGINT;

ALTER TABLE person ADD COLUMN IF NOT EXISTS consent_note VARCHAR(1000) DEFAULT '' NOT NULL;

-- The account is a bot's.
ALTER TABLE person ADD COLUMN IF NOT EXISTS bot BOOLEAN DEFAULT FALSE NOT NULL;

-- What they wrote is kept, and of no use to any corpus, model or reply.
ALTER TABLE person ADD COLUMN IF NOT EXISTS excluded BOOLEAN DEFAULT FALSE NOT NULL;

CREATE INDEX IF NOT EXISTS person_merged_into ON person (merged_into);

-- Other names by which friends call them.
CREATE TABLE IF NOT EXISTS alias (
    person_id BIGINT NOT NULL REFERENCES person (id),
    name VARCHAR(200) NOT NULL,
    CONSTRAINT alias_name PRIMARY KEY (person_id, name)
);

-- Names in transcripts that were changed; models may know them, so nobody else gets one.
CREATE TABLE IF NOT EXISTS former_speaker (
    circle_id BIGINT NOT NULL REFERENCES circle (id),
    speaker VARCHAR(1000) NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id),
    CONSTRAINT former_speaker_name PRIMARY KEY (circle_id, speaker)
);

-- Versions of the circle's model that saw what somebody wrote who is forgotten.
CREATE TABLE IF NOT EXISTS stale_model (
    circle_id BIGINT NOT NULL REFERENCES circle (id),
    version VARCHAR(200) NOT NULL,
    speaker VARCHAR(1000) NOT NULL,
    since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT stale_model_version PRIMARY KEY (circle_id, version, speaker)
);
