package backstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import backstep.estimate.Examples;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.GoodValues;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public method and constructor refuses a null for each of its arguments, and says which one it is. */
class NullTest {

    /** Where null is a value like any other, with the reason. */
    private static final Map<String, String> TAKEN = Map.of(
            "Text.of(text)", "a user's message, which an exception may not have",
            "Typeset.forms(value)", "what a cell gives is shown, whatever it is",
            "new Slope(kink)", "null where there is none",
            "new Slope(bend)", "likewise",
            "new UpdateSite(after)", "likewise",
            "new Entry(kink)", "null where there is none");

    /** What is not tried, with the reason. */
    private static final Map<Class<?>, String> UNTRIED = Map.of(
            NonNull.class, "it names what it is told to name",
            Examples.class, "the examples that a check of very many draws for itself");

    /** What the formulas call an argument whose letter Java does not have. */
    private static final Map<String, String> LETTERS = Map.of("APrev", "A", "theta", "θ", "dTheta", "dθ");

    /** Whoever is refused farther down than so many calls below his own is told of something he has never seen. */
    private static final int DEEPEST = 4;

    /** One call with one null: an argument, or the second of the things that it holds. */
    private record Call(Executable method, Object receiver, int nullAt, boolean inside) {

        Parameter argument() {
            return method.getParameters()[nullAt];
        }

        String name() {
            return "%s(%s%s)".formatted(method instanceof Constructor<?> made
                    ? "new " + made.getDeclaringClass().getSimpleName()
                    : method.getDeclaringClass().getSimpleName() + "." + method.getName(), argument().getName(),
                    inside ? ", holding null" : "");
        }

        /** g′ of one entry, which not every activation has. */
        boolean isOfNoFunction() {
            return method.getName().equals("gPrime") && !(receiver instanceof Elementwise);
        }

        @Override
        public String toString() {
            return "%s of %d arguments%s".formatted(name(), method.getParameterCount(),
                    receiver == null || method.getDeclaringClass() == receiver.getClass() ? "" : " on " + receiver);
        }

        void run() throws Throwable {
            var parameters = method.getParameters();
            var arguments = IntStream.range(0, parameters.length).mapToObj(k -> k != nullAt ? good(parameters[k])
                    : inside ? GoodValues.withANull(parameters[k].getParameterizedType()) : null).toArray();
            try {
                if (method instanceof Method called) {
                    called.invoke(receiver, arguments);
                } else {
                    ((Constructor<?>) method).newInstance(arguments);
                }
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private Object good(Parameter parameter) {
            return receiver == Loss.SOFTMAX_CROSS_ENTROPY && parameter.getType() == Activation.class
                    ? Activation.SOFTMAX
                    : Set.of("row", "column", "index").contains(parameter.getName()) ? (Object) 0
                    : parameter.getName().equals("derivative") && parameter.getType() == Quantity.class
                            ? Kind.DW.at(1)
                    : GoodValues.one(parameter.getParameterizedType());
        }
    }

    private static Stream<Class<?>> publicClasses() {
        try {
            var root = Path.of(Matrix.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (var files = Files.walk(root)) {
                return files.map(root::relativize).map(Path::toString)
                        .filter(file -> file.startsWith("backstep") && file.endsWith(".class"))
                        .map(file -> file.substring(0, file.length() - 6).replace('/', '.').replace('\\', '.'))
                        .filter(name -> !name.endsWith("package-info"))
                        .sorted().<Class<?>>map(NullTest::loaded).filter(NullTest::isOpen).toList().stream();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOpen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isOpen(type.getEnclosingClass()));
    }

    private static Stream<Executable> executables(Class<?> type) {
        return Stream.concat(
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Arrays.stream(type.getConstructors()),
                Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic() && !method.getName().equals("equals")
                        && !(type.isEnum() && method.getName().equals("valueOf"))));
    }

    static Stream<Call> calls() {
        return all().filter(call -> !TAKEN.containsKey(call.name()));
    }

    /** Of what a user gives as a lambda, the library has nothing to call. */
    private static Stream<Call> all() {
        return publicClasses().filter(type -> !UNTRIED.containsKey(type)).flatMap(type -> executables(type)
                .flatMap(method -> Modifier.isStatic(method.getModifiers()) || method instanceof Constructor<?>
                        ? calls(method, null)
                        : GoodValues.of(type).stream().filter(on -> !on.getClass().isHidden())
                                .flatMap(on -> calls(method, on))))
                .filter(call -> !call.isOfNoFunction());
    }

    private static Stream<Call> calls(Executable method, Object receiver) {
        return IntStream.range(0, method.getParameterCount()).boxed()
                .filter(k -> !method.getParameterTypes()[k].isPrimitive()).flatMap(k -> {
                    var type = method.getParameterTypes()[k];
                    boolean holds = List.of(List.class, Map.class).contains(type)
                            || type.isArray() && !type.getComponentType().isPrimitive();
                    return holds ? Stream.of(new Call(method, receiver, k, false), new Call(method, receiver, k, true))
                            : Stream.of(new Call(method, receiver, k, false));
                });
    }

    private static boolean takesReferences(Executable method) {
        return Arrays.stream(method.getParameterTypes()).anyMatch(type -> !type.isPrimitive());
    }

    /** What is wrong with a refusal; empty if it says which argument is null, and the called method says so. */
    private static Optional<String> complaint(Throwable thrown, String argument) {
        if (!(thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException)) {
            return Optional.of("it is no refusal");
        }
        var names = List.of(argument, LETTERS.getOrDefault(argument, argument));
        if (Stream.of(("" + thrown.getMessage()).split("[^\\p{L}\\p{N}]+")).noneMatch(names::contains)) {
            return Optional.of("it does not name " + argument);
        }
        long calls = Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(NullTest.class.getName()))
                .filter(frame -> frame.getClassName().startsWith("backstep.")).count();
        return calls > DEEPEST ? Optional.of("it comes from %d calls below".formatted(calls - 1)) : Optional.empty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void isRefusedByName(Call call) {
        var thrown = assertThrows(Throwable.class, call::run, call::toString);
        complaint(thrown, call.argument().getName()).ifPresent(what -> fail(call + ": " + what, thrown));
    }

    @Test
    void whatTakesNullTakesIt() throws Throwable {
        for (var call : all().filter(call -> TAKEN.containsKey(call.name())).toList()) {
            call.run();
        }
        assertEquals(TAKEN.keySet(), all().map(Call::name).filter(TAKEN::containsKey).collect(Collectors.toSet()));
    }

    @Test
    void theWholeOfCoreIsTried() {
        assertTrue(calls().count() > 300, () -> "only " + calls().count());
        var rooms = calls().map(call -> call.method().getDeclaringClass().getPackageName()).collect(Collectors.toSet());
        assertEquals(Set.of("backstep.matrix", "backstep.network", "backstep.engine", "backstep.typeset",
                "backstep.mode", "backstep.estimate", "backstep.check", "backstep.train", "backstep.data",
                "backstep.mistake"), rooms);
        var without = publicClasses().filter(type -> !type.isInterface() && !UNTRIED.containsKey(type)
                && executables(type).anyMatch(method -> !Modifier.isStatic(method.getModifiers())
                        && method instanceof Method && takesReferences(method)) && GoodValues.of(type).isEmpty());
        assertEquals(List.of(), without.toList(), "there is nothing to call its methods on");
    }

    @Test
    void aRefusalThatDoesNotHelpIsFound() {
        assertEquals(Optional.empty(), complaint(new NullPointerException("net is null"), "net"));
        assertEquals(Optional.empty(), complaint(new IllegalArgumentException("update: θ is null"), "theta"));
        assertEquals(Optional.of("it does not name X"), complaint(new NullPointerException("Xavier is null"), "X"));
        assertEquals(Optional.of("it does not name X"), complaint(new NullPointerException(), "X"));
        assertEquals(Optional.of("it is no refusal"), complaint(new IllegalStateException("net is null"), "net"));
        var deep = new NullPointerException("net is null");
        deep.setStackTrace(Stream.generate(() -> new StackTraceElement("backstep.engine.Rules", "apply", "", 1))
                .limit(9).toArray(StackTraceElement[]::new));
        assertEquals(Optional.of("it comes from 8 calls below"), complaint(deep, "net"));
    }
}
