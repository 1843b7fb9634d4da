-- Trainings that are asked for, by people and every night. As V1: runs on H2 and on PostgreSQL, and
-- again after it was killed.

-- Rows of no other table, because a circle may be asked for that holds no message yet. open_circle
-- is the circle until the job ends, and nothing afterwards: so each has one open job at most.
-- claim counts how often somebody began the job, and is what whoever works on it has to show;
-- begun_at, begun_by and progress are there while somebody does. deaths counts those who fell silent.
CREATE TABLE IF NOT EXISTS job (
    id VARCHAR(80) NOT NULL,
    circle VARCHAR(40) NOT NULL,
    open_circle VARCHAR(40),
    reason VARCHAR(20) NOT NULL,
    asked_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    asked_by VARCHAR(200) NOT NULL,
    claim BIGINT DEFAULT 0 NOT NULL,
    deaths INTEGER DEFAULT 0 NOT NULL,
    begun_at TIMESTAMP(6) WITH TIME ZONE,
    begun_by VARCHAR(200),
    progress VARCHAR(200) DEFAULT '' NOT NULL,
    ended_at TIMESTAMP(6) WITH TIME ZONE,
    outcome VARCHAR(20),
    told VARCHAR(4000) DEFAULT '' NOT NULL,
    version VARCHAR(200),
    announced BOOLEAN DEFAULT FALSE NOT NULL,
    CONSTRAINT job_id PRIMARY KEY (id),
    CONSTRAINT job_open UNIQUE (open_circle)
);

CREATE INDEX IF NOT EXISTS job_of_circle ON job (circle, asked_at);

-- The table of db-scheduler, as its documentation has it. A row for each job that has not ended.
CREATE TABLE IF NOT EXISTS scheduled_tasks (
    task_name VARCHAR(200) NOT NULL,
    task_instance VARCHAR(200) NOT NULL,
    task_data BYTEA,
    execution_time TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR(200),
    last_success TIMESTAMP(6) WITH TIME ZONE,
    last_failure TIMESTAMP(6) WITH TIME ZONE,
    consecutive_failures INTEGER,
    last_heartbeat TIMESTAMP(6) WITH TIME ZONE,
    version BIGINT NOT NULL,
    priority SMALLINT,
    CONSTRAINT scheduled_tasks_instance PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX IF NOT EXISTS scheduled_tasks_due ON scheduled_tasks (execution_time);

CREATE INDEX IF NOT EXISTS scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);

-- Who plans the nights of a circle, by which cron line, where, since when, and when they last said so.
CREATE TABLE IF NOT EXISTS night_plan (
    circle VARCHAR(40) NOT NULL,
    cron VARCHAR(200) NOT NULL,
    zone VARCHAR(100) NOT NULL,
    since TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_by VARCHAR(200) NOT NULL,
    CONSTRAINT night_plan_line PRIMARY KEY (circle, cron, zone)
);

-- Messages that no model learns from, because the one that did was rejected: those of the circle
-- that were sent in that time.
CREATE TABLE IF NOT EXISTS held_back (
    circle_id BIGINT NOT NULL REFERENCES circle (id),
    said_from TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    said_to TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reason VARCHAR(1000) NOT NULL,
    since TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS held_back_of_circle ON held_back (circle_id, said_from);
