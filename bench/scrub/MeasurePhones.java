import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.understudy.scrub.Scrubber;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which of libphonenumber's example numbers are found, mobile and fixed, of every country: `java
/// -cp CLASSPATH MeasurePhones.java`.
final class MeasurePhones {
    public static void main(String[] arguments) {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        Map<String, int[]> found = new TreeMap<>();
        for (String region : phones.getSupportedRegions()) {
            for (PhoneNumberType type :
                    new PhoneNumberType[] {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE}) {
                PhoneNumber number = phones.getExampleNumberForType(region, type);
                if (number == null) {
                    continue;
                }
                for (PhoneNumberFormat format : PhoneNumberFormat.values()) {
                    if (format != PhoneNumberFormat.RFC3966) {
                        String written = phones.format(number, format);
                        count(found, format + " alone", written + " ok", written);
                        String asked = "call me: " + written;
                        count(found, format + " after \"call me:\"", asked, written);
                    }
                }
            }
        }
        found.forEach(
                (name, counts) ->
                        System.out.printf(
                                Locale.ROOT, "%-40s %d of %d, %.1f %%%n", name, counts[0],
                                counts[1], 100.0 * counts[0] / counts[1]));
    }

    private static void count(Map<String, int[]> found, String name, String text, String number) {
        int[] counts = found.computeIfAbsent(name, _ -> new int[2]);
        String kept = Scrubber.STANDARD.scrub(text).text();
        long digits = kept.chars().filter(Character::isDigit).count();
        counts[0] += digits == 0 ? 1 : 0;
        counts[1]++;
    }
}
