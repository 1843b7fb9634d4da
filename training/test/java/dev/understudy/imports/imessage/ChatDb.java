package dev.understudy.imports.imessage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.imports.Fixture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Makes databases as Messages keeps them.
final class ChatDb {
    private ChatDb() {}

    /// The fixture's database at `file`.
    static Path create(Path file) throws SQLException {
        try (Connection connection = connect(file)) {
            fill(connection);
        }
        return file;
    }

    static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : Fixture.text("imessage/chat.sql").split(";\n", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        }
        blob(connection, "attributedBody", 7, stream("new words"));
        blob(connection, "attributedBody", 10, stream("from the blob"));
        blob(connection, "attributedBody", 11, stream("\uFFFCa picture"));
        blob(connection, "attributedBody", 22, "streamtyped".getBytes(UTF_8));
        byte[] two =
                (new String(stream("first"), ISO_8859_1) + new String(stream("last"), ISO_8859_1))
                        .getBytes(ISO_8859_1);
        blob(connection, "message_summary_info", 15, two);
    }

    private static void blob(Connection connection, String column, int row, byte[] bytes)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE message SET " + column + " = ? WHERE ROWID = ?")) {
            update.setBytes(1, bytes);
            update.setInt(2, row);
            update.execute();
        }
    }

    /// `text` as an attributed string in a typedstream.
    static byte[] stream(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0x04, 0x0B});
        bytes.writeBytes("streamtyped".getBytes(UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0x81, (byte) 0xE8, 0x03, (byte) 0x84, 0x01, 0x40});
        bytes.writeBytes(new byte[] {(byte) 0x84, (byte) 0x84, (byte) 0x84, 0x12});
        bytes.writeBytes("NSAttributedString".getBytes(UTF_8));
        bytes.writeBytes(new byte[] {0, (byte) 0x84, (byte) 0x84, 0x08});
        bytes.writeBytes("NSObject".getBytes(UTF_8));
        bytes.writeBytes(new byte[] {0, (byte) 0x85, (byte) 0x92, (byte) 0x84, (byte) 0x84});
        bytes.writeBytes(new byte[] {(byte) 0x84, 0x08});
        bytes.writeBytes("NSString".getBytes(UTF_8));
        bytes.writeBytes(new byte[] {1, (byte) 0x94, (byte) 0x84, 0x01, 0x2B});
        bytes.writeBytes(length(utf8.length));
        bytes.writeBytes(utf8);
        bytes.writeBytes(new byte[] {(byte) 0x86, (byte) 0x84, 0x02, 0x69, 0x49, 0x01});
        return bytes.toByteArray();
    }

    private static byte[] length(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        if (length < 0x80) {
            bytes.put((byte) length);
        } else if (length < 0x10000) {
            bytes.put((byte) 0x81).putShort((short) length);
        } else {
            bytes.put((byte) 0x82).putInt(length);
        }
        byte[] written = new byte[bytes.position()];
        bytes.flip().get(written);
        return written;
    }
}
