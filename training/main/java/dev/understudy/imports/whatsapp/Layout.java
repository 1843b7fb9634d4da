package dev.understudy.imports.whatsapp;

/// How one phone writes the time at the head of a message. An export keeps to one, so that a line
/// in another is somebody's quotation.
///
/// @param bracketed iOS: `[time] `; else Android: `time - `
/// @param comma between date and time
/// @param separator between the numbers of the date: `.`, `/` or `-`
/// @param yearFirst whether the first number is a year of four digits
/// @param longYear whether the year has four digits
/// @param seconds whether the time has them
/// @param halves whether it says before or after noon
record Layout(
        boolean bracketed,
        boolean comma,
        char separator,
        boolean yearFirst,
        boolean longYear,
        boolean seconds,
        boolean halves) {

    /// Whether it is one that programs' logs and other apps' exports have, and no phone.
    boolean isForeign() {
        boolean iso = yearFirst && separator == '-';
        return iso && (bracketed ? !(comma && seconds) : seconds);
    }
}
