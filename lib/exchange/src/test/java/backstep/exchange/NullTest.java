package backstep.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.JsonArrays;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Replacement;
import backstep.exchange.array.Source;
import backstep.exchange.array.TextArray;
import backstep.exchange.array.UnreadableFile;
import backstep.matrix.Matrix;
import backstep.network.Network;
import com.fasterxml.jackson.databind.node.NullNode;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public method and constructor refuses a null for each of its arguments, and says which one it is. */
class NullTest {

    private static final Path FILE = Path.of("target/none.npz");
    private static final Source SOURCE = Source.of(FILE);
    private static final Network NET = CheckFileTest.NET;
    private static final Matrix X = CheckFileTest.X;
    private static final Matrix Y = CheckFileTest.Y;

    private static Arguments call(String method, String told, Executable call) {
        return Arguments.of(method, told, call);
    }

    private static CheckFile checked(Path file, Network net, Matrix inputs, Matrix labels, boolean given,
            Optional<backstep.check.Convention> convention, List<String> notes) {
        return new CheckFile(file, net, inputs, labels, given ? Map.of() : null, convention, notes);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call("ArrayFile.read", "file is null", () -> ArrayFile.read(null)),
                call("ArrayFile.text", "source is null", () -> ArrayFile.text(null, FILE)),
                call("ArrayFile.text", "file is null", () -> ArrayFile.text(SOURCE, null)),
                call("ArrayFile.ending", "file is null", () -> ArrayFile.ending(null)),
                call("ArrayFile.write", "file is null", () -> ArrayFile.write(null, Map.of())),
                call("ArrayFile.write", "arrays is null", () -> ArrayFile.write(FILE, null)),
                call("ArrayFile", "file is null", () -> new ArrayFile(null, Map.of())),
                call("ArrayFile", "arrays is null", () -> new ArrayFile(FILE, null)),
                call("ArrayFile", "arrays has null for W1", () -> new ArrayFile(FILE, new TreeMap<>() {
                    private static final long serialVersionUID = 1;
                    {
                        put("W1", null);
                    }
                })),
                call("JsonArrays.tree", "source is null", () -> JsonArrays.tree(null, new byte[0])),
                call("JsonArrays.tree", "bytes is null", () -> JsonArrays.tree(SOURCE, null)),
                call("JsonArrays.array", "source is null", () -> JsonArrays.array(null, NullNode.getInstance())),
                call("JsonArrays.array", "node is null", () -> JsonArrays.array(SOURCE, null)),
                call("NumericArray.of", "matrix is null", () -> NumericArray.of((Matrix) null)),
                call("TextArray", "texts is null", () -> new TextArray(null)),
                call("TextArray", "texts: number 2 of 2 is null", () -> new TextArray(Arrays.asList("a", null))),
                call("UnreadableFile", "sentence is null", () -> new UnreadableFile(null)),
                call("Replacement.of", "file is null", () -> Replacement.of(null, out -> {})),
                call("Replacement.of", "content is null", () -> Replacement.of(FILE, null)),
                call("Source.of", "file is null", () -> Source.of(null)),
                call("Source.at", "part is null", () -> SOURCE.at(null)),
                call("Source.unreadable", "what is null", () -> SOURCE.unreadable(null)),
                call("Source.unreadable", "values is null", () -> SOURCE.unreadable("%s", (Object[]) null)),
                call("Source.shown", "text is null", () -> Source.shown(null)),
                call("NetworkFile.read", "file is null", () -> NetworkFile.read(null)),
                call("NetworkFile.read", "file is null", () -> NetworkFile.read(null, "hinge", "tanh")),
                call("NetworkFile.read", "loss is null", () -> NetworkFile.read(FILE, null, "tanh")),
                call("NetworkFile.read", "activations is null", () -> NetworkFile.read(FILE, "", (String[]) null)),
                call("NetworkFile.read", "activations: number 1 of 1 is null",
                        () -> NetworkFile.read(FILE, "", (String) null)),
                call("NetworkFile.write", "net is null", () -> NetworkFile.write(null, FILE)),
                call("NetworkFile.write", "file is null", () -> NetworkFile.write(NET, null)),
                call("GradientFile.read", "file is null", () -> GradientFile.read(null, NET)),
                call("GradientFile.read", "net is null", () -> GradientFile.read(FILE, null)),
                call("CheckFile.read", "file is null", () -> CheckFile.read(null)),
                call("CheckFile", "file is null", () -> checked(null, NET, X, Y, true, Optional.empty(), List.of())),
                call("CheckFile", "net is null", () -> checked(FILE, null, X, Y, true, Optional.empty(), List.of())),
                call("CheckFile", "X is null", () -> checked(FILE, NET, null, Y, true, Optional.empty(), List.of())),
                call("CheckFile", "Y is null", () -> checked(FILE, NET, X, null, true, Optional.empty(), List.of())),
                call("CheckFile", "given is null", () -> checked(FILE, NET, X, Y, false, Optional.empty(), List.of())),
                call("CheckFile", "convention is null", () -> checked(FILE, NET, X, Y, true, null, List.of())),
                call("CheckFile", "notes is null", () -> checked(FILE, NET, X, Y, true, Optional.empty(), null)),
                call("ReportFile.json", "report is null", () -> ReportFile.json(null)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("calls")
    void nullIsRefusedByItsName(String method, String told, Executable call) {
        assertEquals(told, assertThrows(NullPointerException.class, call).getMessage());
    }

    /** Whatever is added to the public face is tried as well. */
    @Test
    void everyPublicMethodWithAnArgumentIsTried() {
        var tried = calls().map(call -> (String) call.get()[0]).collect(Collectors.toSet());
        var untried = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("backstep.exchange").stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isInterface())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                        && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && unit.getRawParameterTypes().stream().anyMatch(type -> !type.isPrimitive()))
                .filter(unit -> !unit.getName().equals("equals") && !unit.getName().equals("valueOf"))
                .map(unit -> unit.getName().equals("<init>") ? unit.getOwner().getSimpleName()
                        : unit.getOwner().getSimpleName() + "." + unit.getName())
                .filter(name -> !tried.contains(name)).toList();
        assertEquals(List.of(), untried);
        assertTrue(tried.size() > 15, tried::toString);
    }
}
