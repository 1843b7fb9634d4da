package dev.understudy.likeness.measuring;

/// Is told how far a measurement is.
public interface Stages {
    /// Tells nobody.
    Stages NONE =
            new Stages() {
                @Override
                public void begins(String name, long total, String unit) {}

                @Override
                public void reaches(long done) {}
            };

    /// A part of it begins.
    ///
    /// @param name a verb and its object: `asking clones`
    /// @param total how many units there are
    /// @param unit in the plural: `replies`
    void begins(String name, long total, String unit);

    /// So many of the units are done.
    void reaches(long done);
}
