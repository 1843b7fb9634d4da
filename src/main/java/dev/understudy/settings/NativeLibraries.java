package dev.understudy.settings;

import java.nio.file.Path;

/// Where native code is unpacked, and that it is never fetched: settings that DJL reads once, when
/// its classes load.
///
/// Thread-safe. Every class that is the first to touch DJL calls [#prepare] in its static
/// initialiser.
public final class NativeLibraries {
    /// System property: the folder to unpack into. The launcher and the tests set it.
    public static final String FOLDER = "understudy.engine";

    private NativeLibraries() {}

    /// Points DJL's caches at [#folder], forbids it the network, and switches its usage reports
    /// off.
    ///
    /// What a person set with `-D` before stays as it is. Calling it again changes nothing.
    public static void prepare() {
        String folder = folder().toString();
        setDefault("DJL_CACHE_DIR", folder);
        setDefault("ENGINE_CACHE_DIR", folder);
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
    }

    /// The folder of `-Dunderstudy.engine`, else `engine` in the default home.
    public static Path folder() {
        String given = System.getProperty(FOLDER, "");
        return given.isBlank()
                ? new Home(Home.defaultFolder()).engine()
                : Path.of(given).toAbsolutePath();
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
