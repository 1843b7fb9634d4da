package dev.understudy.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A zip archive whose members are stored as they are, so that each is a stretch of the file.
/// Java's own reader does not say where a member begins. Source: PKWARE's APPNOTE 4.3 and 4.5.3.
final class StoredZip {
    /// One member's bytes: `size` of them from `offset` on, in the file.
    record Member(long offset, long size) {}

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int MAX_COMMENT = 0xffff;
    private static final int MAX_DIRECTORY_BYTES = 1 << 26;
    private static final long IN_EXTRA = 0xffffffffL;

    private final MappedFile file;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /// Throws Damage when `file` is no such archive.
    StoredZip(MappedFile file) {
        this.file = file;
        ByteBuffer directory = directory();
        while (directory.hasRemaining()) {
            readEntry(directory);
        }
    }

    /// The members by name.
    Map<String, Member> members() {
        return members;
    }

    private ByteBuffer directory() {
        int tail = (int) Math.min(file.size(), END_BYTES + MAX_COMMENT);
        long start = file.size() - tail;
        ByteBuffer last = file.map(start, tail);
        for (int i = tail - END_BYTES; i >= 0; i--) {
            if (last.getInt(i) == END && (last.getShort(i + 20) & 0xffff) == tail - END_BYTES - i) {
                long size = last.getInt(i + 12) & 0xffffffffL;
                long offset = last.getInt(i + 16) & 0xffffffffL;
                return isLarge(start + i) ? largeDirectory(start + i) : directory(offset, size);
            }
        }
        throw new Damage("it is cut short: the list of its members is missing");
    }

    private boolean isLarge(long end) {
        return end >= LOCATOR_BYTES
                && file.map(end - LOCATOR_BYTES, LOCATOR_BYTES).getInt() == END_64_LOCATOR;
    }

    private ByteBuffer largeDirectory(long end) {
        long offset = file.map(end - LOCATOR_BYTES, LOCATOR_BYTES).getLong(8);
        ByteBuffer record = file.map(offset, 56);
        if (record.getInt(0) != END_64) {
            throw new Damage("the list of its members is damaged");
        }
        return directory(record.getLong(48), record.getLong(40));
    }

    private ByteBuffer directory(long offset, long size) {
        if (size < 0 || size > MAX_DIRECTORY_BYTES) {
            throw new Damage("the list of its members claims to have " + size + " bytes");
        }
        return file.map(offset, (int) size);
    }

    private void readEntry(ByteBuffer directory) {
        if (directory.remaining() < 46 || directory.getInt() != ENTRY) {
            throw new Damage("the list of its members is damaged");
        }
        int at = directory.position() - 4;
        long packed = directory.getInt(at + 20) & 0xffffffffL;
        long size = directory.getInt(at + 24) & 0xffffffffL;
        int nameLength = directory.getShort(at + 28) & 0xffff;
        int extraLength = directory.getShort(at + 30) & 0xffff;
        int commentLength = directory.getShort(at + 32) & 0xffff;
        long header = directory.getInt(at + 42) & 0xffffffffL;
        if (directory.limit() - at - 46 < nameLength + extraLength + commentLength) {
            throw new Damage("the list of its members is damaged");
        }
        byte[] name = new byte[nameLength];
        directory.get(at + 46, name);
        ByteBuffer extra =
                directory.slice(at + 46 + nameLength, extraLength).order(directory.order());
        long[] values = large(extra, size, packed, header);
        directory.position(at + 46 + nameLength + extraLength + commentLength);
        if (directory.getShort(at + 10) == 0) {
            add(new String(name, StandardCharsets.UTF_8), values);
        } else if (new String(name, StandardCharsets.UTF_8).contains("/data")) {
            throw new Damage("its members are compressed, which torch.save never does");
        }
    }

    /// Size, packed size and place: those that did not fit into 32 bits are in the extra field 1.
    private static long[] large(ByteBuffer extra, long... values) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            if (length > extra.remaining()) {
                break;
            }
            ByteBuffer field = extra.slice(extra.position(), length).order(extra.order());
            extra.position(extra.position() + length);
            for (int i = 0; id == 1 && i < values.length; i++) {
                if (values[i] == IN_EXTRA && field.remaining() >= Long.BYTES) {
                    values[i] = field.getLong();
                }
            }
        }
        return values;
    }

    private void add(String name, long[] sizePackedHeader) {
        long size = sizePackedHeader[0];
        long header = sizePackedHeader[2];
        ByteBuffer local = file.map(header, 30);
        boolean encrypted = (local.getShort(6) & 1) != 0;
        if (local.getInt(0) != LOCAL_HEADER || encrypted || sizePackedHeader[1] != size) {
            throw new Damage("its member " + name + " is damaged");
        }
        long offset = header + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        file.requireInside(offset, size);
        if (members.put(name, new Member(offset, size)) != null) {
            throw new Damage("it holds " + name + " twice");
        }
    }
}
