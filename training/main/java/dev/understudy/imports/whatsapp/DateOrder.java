package dev.understudy.imports.whatsapp;

/// How a date that is three numbers is to be read. The phone's language decides, and the export
/// does not say.
public enum DateOrder {
    /// Day, month, year.
    DMY,
    /// Month, day, year.
    MDY,
    /// Year, month, day.
    YMD
}
