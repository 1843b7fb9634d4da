-- What version 4 added: a night that was promoted, a job that somebody was working on, whose nights are planned, and
-- messages that were held back.
INSERT INTO job (id, circle, reason, asked_at, asked_by, claim, ended_at, outcome, told, version, announced) VALUES
    ('friends.2024-06-02', 'friends', 'NIGHTLY', TIMESTAMP WITH TIME ZONE '2024-06-02 04:00:00+00:00', 'bots', 1,
        TIMESTAMP WITH TIME ZONE '2024-06-02 04:20:00+00:00', 'PROMOTED', '412 new messages', '0002', TRUE);
INSERT INTO job (id, circle, open_circle, reason, asked_at, asked_by, claim, deaths, begun_at, begun_by, progress) VALUES
    ('friends.2', 'friends', 'friends', 'ASKED', TIMESTAMP WITH TIME ZONE '2024-06-02 09:00:00+00:00', 'Alice', 2, 1,
        TIMESTAMP WITH TIME ZONE '2024-06-02 09:05:00+00:00', 'box', 'step 250 of 1,000');
INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version) VALUES
    ('job', 'friends.2', TIMESTAMP WITH TIME ZONE '1970-01-20 21:00:00+00:00', TRUE, 'box',
        TIMESTAMP WITH TIME ZONE '2024-06-02 09:06:00+00:00', 3);
INSERT INTO night_plan (circle, cron, zone, since, seen_at, seen_by) VALUES
    ('friends', '0 4 * * *', 'UTC', TIMESTAMP WITH TIME ZONE '2024-06-01 12:00:00+00:00',
        TIMESTAMP WITH TIME ZONE '2024-06-02 09:06:00+00:00', 'bots');
INSERT INTO held_back (circle_id, said_from, said_to, reason, since) VALUES
    (1, TIMESTAMP WITH TIME ZONE '2024-05-30 00:00:00+00:00', TIMESTAMP WITH TIME ZONE '2024-05-31 00:00:00+00:00',
        'the loss of the night before', TIMESTAMP WITH TIME ZONE '2024-05-31 04:30:00+00:00');
