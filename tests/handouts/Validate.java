import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF on every file named, by both profiles; a line each: profile, "yes" or what is wrong, file. */
public class Validate {
    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files)
            for (String profile : new String[] {"ua1", "2a"})
                System.out.println(profile + "\t" + verdict(file, PDFAFlavour.fromString(profile)) + "\t" + file);
    }

    static String verdict(String file, PDFAFlavour profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), profile)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            if (result.getTotalAssertions() == 0) return "nothing was checked: the profile is not there";
            return result.isCompliant() ? "yes" : faults(result);
        }
    }

    static String faults(ValidationResult result) {
        Map<String, Integer> faults = new TreeMap<>();
        for (TestAssertion one : result.getTestAssertions())
            if (one.getStatus() == TestAssertion.Status.FAILED)
                faults.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " "
                    + one.getMessage().replaceAll("\\s+", " "), 1, Integer::sum);
        return faults.toString();
    }
}
