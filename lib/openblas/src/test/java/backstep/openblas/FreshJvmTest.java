package backstep.openblas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program that opens OpenBLAS says on its streams. */
class FreshJvmTest {

    @TempDir
    Path folder;

    private static List<String> classPath() {
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(path.split(File.pathSeparator));
    }

    private void run(List<String> classPath, String verbose, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.contains("JAVA_OPTIONS") || name.contains("OPENBLAS"));
        builder.environment().put("OPENBLAS_VERBOSE", verbose);
        var process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    private String text(String stream) throws IOException {
        return Files.readString(folder.resolve(stream)).strip();
    }

    @Test
    void nothingIsWrittenButTheProduct() throws Exception {
        run(classPath(), "0", FreshJvm.class.getName());
        assertEquals("", text("err"));
        assertEquals("[26.0, 38.0, 30.0, 44.0]", text("out"));
    }

    /** OPENBLAS_VERBOSE=2 makes OpenBLAS, and no other BLAS, name the kernel that it chose. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void openBlasItselfSaysWhichKernelItChose() throws Exception {
        run(classPath(), "2", FreshJvm.class.getName());
        assertTrue(text("err").matches("Core: \\w+"), text("err"));
        assertEquals("[26.0, 38.0, 30.0, 44.0]", text("out"));
    }

    @Test
    void withoutThePlatformsLibraryTheRefusalNamesTheArtifact() throws Exception {
        var platform = Loader.getPlatform();
        run(classPath().stream().filter(entry -> !entry.contains(platform)).toList(), "0",
                FreshJvm.class.getName());
        assertEquals("Exception in thread \"main\" java.lang.IllegalStateException: OpenBLAS for " + platform
                + " did not load: needed on the class path are org.bytedeco:openblas and org.bytedeco:javacpp,"
                + " both also with the classifier " + platform, text("err").lines().findFirst().orElseThrow());
    }

    @Test
    void aLargeProductTakesAsManyThreadsAsAsked() throws Exception {
        double one = workOfOthers(1, 600, 20);
        double two = workOfOthers(2, 600, 20);
        assertTrue(one < 0.15 && two > 0.3, () -> "others' work: %.2f of one thread, %.2f of two".formatted(one, two));
    }

    /** 60³ are 2.2·10⁵ multiplications, about those of a product 30×784 by 784×10. */
    @Test
    void aSmallProductStaysOnItsThread() throws Exception {
        double small = workOfOthers(2, 60, 20_000);
        assertTrue(small < 0.15, () -> "others' work: %.2f".formatted(small));
    }

    /** Without compiler and collector threads, whatever is not the caller's work is OpenBLAS's. */
    private double workOfOthers(int threads, int n, int times) throws Exception {
        run(classPath(), "0", "-Xint", "-XX:+UseSerialGC", "-D" + OpenBlas.THREADS + "=" + threads,
                FreshJvm.class.getName(), Integer.toString(n), Integer.toString(times));
        return Double.parseDouble(text("out"));
    }
}
