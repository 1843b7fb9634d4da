package dev.understudy.report;

/// How a run stands, as its report says it.
public enum RunState {
    /// It trains, and its report is drawn again every few seconds.
    RUNNING,
    /// It was stopped or killed, and can be resumed.
    STOPPED,
    /// It came to its end.
    FINISHED
}
