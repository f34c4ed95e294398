package backstep.openblas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.BlasProvider;
import dev.ludovic.netlib.blas.BLAS;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenBLAS against netlib's plain Java and against itself as JavaCPP calls it. */
class OpenBlasTest {

    private static final String LIBRARY_PATH = "dev.ludovic.netlib.blas.nativeLibPath";

    private final BLAS openblas = new OpenBlas().open();

    private static BLAS java() throws ReflectiveOperationException {
        var method = Class.forName("dev.ludovic.netlib.blas.Java11BLAS").getMethod("getInstance");
        method.setAccessible(true);
        return (BLAS) method.invoke(null);
    }

    static Stream<Arguments> transposesAndSeeds() {
        return Stream.of("NN", "NT", "TN", "TT").flatMap(op -> Stream.of(1, 2, 3, 4, 5, 6).map(seed -> Arguments.of(
                op.substring(0, 1), op.substring(1), seed)));
    }

    @ParameterizedTest(name = "{0}{1}, seed {2}")
    @MethodSource("transposesAndSeeds")
    void productsEqualThoseOfPlainJava(String opA, String opB, int seed) throws Exception {
        var random = new Random(seed);
        // The last two seeds' products are large enough for threads.
        int least = seed < 5 ? 1 : 101;
        int most = seed < 5 ? 40 : 200;
        var product = Product.random(random, opA, opB, random.nextInt(least, most + 1), random.nextInt(least, most + 1),
                random.nextInt(least, most + 1));
        double distance = product.distance(openblas, java());
        assertTrue(distance <= 1, () -> distance + " times as far apart as rounding allows");
    }

    /** What the bound is for: a product that is not the one asked for is far outside it. */
    @Test
    void anExchangedTransposeIsFarOutsideTheBound() throws Exception {
        var plain = java();
        var product = Product.random(new Random(7), "N", "N", 12, 12, 12);
        var result = product.with("T", "N").by(openblas);
        var wrong = (BLAS) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {BLAS.class}, (proxy, method, arguments) -> {
                    System.arraycopy(result, 0, arguments[11], 0, result.length);
                    return null;
                });
        assertTrue(product.distance(wrong, plain) > 1e9, () -> "only " + product.distance(wrong, plain));
    }

    static Stream<Arguments> transposesAndSizes() {
        return Stream.of("NN", "NT", "TN", "TT").flatMap(op -> Stream.of(1, 2, 30, 150).map(n -> Arguments.of(
                op.substring(0, 1), op.substring(1), n)));
    }

    @ParameterizedTest(name = "{0}{1}, {2}³")
    @MethodSource("transposesAndSizes")
    void zeroTimesInfinityIsNaNAndOnlyInItsRow(String opA, String opB, int n) {
        var A = new double[n * n];
        A[0] = Double.POSITIVE_INFINITY;
        var C = new Product(opA, opB, n, n, n, 1, A, new double[n * n], 0, new double[n * n]).by(openblas);
        for (int i = 0; i < C.length; i++) {
            assertEquals(i % n == 0 ? Double.NaN : 0, C[i]);
        }
    }

    /** As the definition of BLAS says: with β = 0 the old C need not be set. */
    @ParameterizedTest(name = "{0}{1}, {2}³")
    @MethodSource("transposesAndSizes")
    void withBetaZeroTheOldEntriesAreNotRead(String opA, String opB, int n) {
        var ones = new double[n * n];
        Arrays.fill(ones, 1);
        var old = new double[n * n];
        Arrays.fill(old, Double.NaN);
        var C = new Product(opA, opB, n, n, n, 1, ones, ones, 0, old).by(openblas);
        assertTrue(Arrays.stream(C).allMatch(entry -> entry == n), () -> Arrays.toString(C));
    }

    /** Bit for bit what the library says that JavaCPP loaded: netlib opened that one, not the machine's own BLAS. */
    @ParameterizedTest(name = "{0}³")
    @ValueSource(ints = {3, 30, 150})
    void theProductsAreThoseOfTheLibraryThatJavaCppLoaded(int n) throws Exception {
        var product = Product.random(new Random(n), "N", "T", n, n, n);
        var expected = product.C().clone();
        openblas_nolapack.cblas_dgemm(openblas_nolapack.CblasColMajor, openblas_nolapack.CblasNoTrans,
                openblas_nolapack.CblasTrans, n, n, n, product.alpha(), product.A(), n, product.B(), n, product.beta(),
                expected, n);
        assertArrayEquals(expected, product.by(openblas));
        if (n > 3) {
            assertFalse(Arrays.equals(expected, product.by(java())), "rounded as in plain Java: this shows nothing");
        }
    }

    @Test
    void theFileIsOpenBlasOfThePinnedVersion() throws Exception {
        var file = Loader.getLoadedLibraries().values().stream().map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("libopenblas")).toList();
        assertEquals(1, file.size(), file::toString);
        assertEquals("OpenBLAS 0.3.31", openblas_nolapack.OPENBLAS_VERSION.strip());
        var bytes = Files.readString(file.get(0), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("OpenBLAS 0.3.31"), file::toString);
    }

    @Test
    void theServiceLoaderFindsItByName() {
        var found = ServiceLoader.load(BlasProvider.class).stream().map(ServiceLoader.Provider::get).toList();
        assertEquals(List.of("openblas"), found.stream().map(BlasProvider::name).toList());
        assertEquals("JNIBLAS", found.get(0).open().getClass().getSimpleName());
    }

    @Test
    void theCallersLibraryPathIsAsItWas() {
        assertNull(System.getProperty(LIBRARY_PATH));
        System.setProperty(LIBRARY_PATH, "the caller's");
        try {
            new OpenBlas().open();
            assertEquals("the caller's", System.getProperty(LIBRARY_PATH));
        } finally {
            System.clearProperty(LIBRARY_PATH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "1.5", ""})
    void aNumberOfThreadsThatIsNoneIsRefused(String asked) {
        System.setProperty(OpenBlas.THREADS, asked);
        try {
            var refusal = assertThrows(IllegalArgumentException.class, () -> new OpenBlas().open());
            assertEquals("backstep.blas.threads is \"" + asked + "\": a whole number from 1 to 9999 is needed",
                    refusal.getMessage());
        } finally {
            System.clearProperty(OpenBlas.THREADS);
        }
    }
}
