package backstep.sample;

import backstep.check.Block;
import backstep.check.Cause;
import backstep.check.Convention;
import backstep.check.Entry;
import backstep.check.GradientCheck;
import backstep.check.Guard;
import backstep.check.Precision;
import backstep.check.Report;
import backstep.check.Scale;
import backstep.check.UpdateBlock;
import backstep.check.UpdateCause;
import backstep.check.UpdateCheck;
import backstep.check.UpdateMistake;
import backstep.check.UpdateRule;
import backstep.check.UpdateSite;
import backstep.check.Updated;
import backstep.check.Fault;
import backstep.check.FunctionBlock;
import backstep.check.FunctionCheck;
import backstep.check.FunctionReport;
import backstep.check.JacobianCheck;
import backstep.check.Verdict;
import backstep.data.DataSet;
import backstep.data.Penguins;
import backstep.engine.BackwardPass;
import backstep.engine.Evaluation;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.engine.Pass;
import backstep.engine.Rules;
import backstep.engine.Schedule;
import backstep.engine.Site;
import backstep.engine.Step;
import backstep.estimate.BackwardErrorBound;
import backstep.estimate.Bend;
import backstep.estimate.Estimate;
import backstep.estimate.ForwardValueBound;
import backstep.estimate.Kink;
import backstep.estimate.NumericalJacobian;
import backstep.estimate.Examples;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Scheme;
import backstep.estimate.Slope;
import backstep.matrix.Matrix;
import backstep.matrix.Program;
import backstep.mistake.Mistake;
import backstep.mistake.Mistakes;
import backstep.mode.Arithmetic;
import backstep.mode.Derivatives;
import backstep.mode.Dual;
import backstep.mode.ForwardAccumulation;
import backstep.mode.Graph;
import backstep.mode.Jacobian;
import backstep.mode.ReverseAccumulation;
import backstep.mode.Scalar;
import backstep.mode.SecondOpinion;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.train.TrainingLoop;
import backstep.typeset.Grid;
import backstep.typeset.Text;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A value of every type that the library's methods take, such that they all fit each other: every matrix is 1×1, and
 * what it holds is a weight, an input and a label.
 */
public final class GoodValues {

    private static final Matrix ONE = Matrix.row(1);
    private static final Network NET = Network.inputs(1).layer(1, Activation.SIGMOID).loss(Loss.CROSS_ENTROPY)
            .weights(ONE, ONE);
    private static final Scalar NODE = new Graph().input("x", 1);
    private static final Slope SLOPE = new Slope(1, 1, 1, 1, 1, null, null);

    private static final Map<Class<?>, List<?>> VALUES = values();

    private GoodValues() {}

    private static Map<Class<?>, List<?>> values() {
        var forward = ForwardPass.of(NET, ONE);
        var backward = forward.backward(ONE);
        var program = new Program();
        var values = new HashMap<Class<?>, List<?>>();
        values.put(Matrix.class, List.of(ONE));
        values.put(Matrix.Entry.class, List.of((Matrix.Entry) (i, j) -> 1));
        values.put(Matrix.Loop.class, List.of((Matrix.Loop) (result, of) -> { }));
        values.put(Program.class, List.of(program));
        values.put(Network.class, List.of(NET));
        values.put(Network.Plan.class, List.of(Network.inputs(1).layer(1, Activation.SIGMOID)));
        values.put(Layer.class, NET.layers());
        values.put(Activation.class, List.of(Activation.SIGMOID, Activation.SOFTMAX, Activation.TANH, Activation.RELU,
                Activation.SOFTPLUS, Activation.IDENTITY));
        values.put(Elementwise.class, List.of(Activation.SIGMOID, Activation.TANH, Activation.RELU,
                Activation.LEAKY_RELU));
        values.put(Loss.class, List.of(Loss.CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY, Loss.SQUARED_ERROR));
        values.put(Penalty.class, List.of(Penalty.NONE, Penalty.l2(0.1), Penalty.l1(0.1)));
        values.put(Quantity.class, List.of(Kind.W.at(1)));
        values.put(Kind.class, List.of(Kind.W));
        values.put(Formula.class, List.of(Formula.BP1));
        values.put(Rules.class, List.of(Rules.standard()));
        values.put(Rules.Three.class, List.of((Rules.Three) (x, y, z) -> x));
        values.put(Rules.ThroughActivation.class, List.of((Rules.ThroughActivation) (dA, g, Z) -> dA));
        values.put(Evaluation.class, List.of(Evaluation.of(NET, ONE, Rules.standard())));
        values.put(Schedule.class, List.of((Schedule) (formula, l) -> { }));
        values.put(Schedule.Scheduled.class, List.of(new Schedule.Scheduled(Formula.BP1, 1)));
        values.put(ForwardPass.class, List.of(forward));
        values.put(BackwardPass.class, List.of(backward));
        values.put(Pass.class, List.of(forward, backward));
        values.put(Step.class, List.of(forward.iterator().next()));
        values.put(Site.class, List.of(new Site(1, NET, Map.of(Kind.A.at(0), ONE, Kind.DZ.at(1), ONE), 0.1)));
        values.put(Gradients.class, List.of(backward));
        values.put(Graph.class, List.of(NODE.graph()));
        values.put(Scalar.class, List.of(NODE));
        values.put(Scalar.Edge.class, List.of(new Scalar.Edge(NODE, 1)));
        values.put(Dual.class, List.of(new Dual(1, 1)));
        values.put(Arithmetic.class, List.of(new Dual(1, 1)));
        values.put(Derivatives.class, List.of(NODE.graph().derivatives(NODE)));
        values.put(Jacobian.class, List.of(Jacobian.forward(List.of(NODE), List.of(NODE))));
        values.put(ForwardAccumulation.class, List.of(ForwardAccumulation.of(NET, ONE, ONE)));
        values.put(ReverseAccumulation.class, List.of(ReverseAccumulation.of(NET, ONE, ONE)));
        values.put(SecondOpinion.class, List.of(ForwardAccumulation.of(NET, ONE, ONE)));
        values.put(Examples.class, List.of(NumericalGradient.of(NET, Matrix.ones(1, 10_001), Matrix.ones(1, 10_001))
                .examples().orElseThrow()));
        values.put(NumericalGradient.class, List.of(NumericalGradient.of(NET, ONE, ONE)));
        values.put(BackwardErrorBound.class, List.of(new BackwardErrorBound(NET, quantity -> ONE)));
        values.put(ForwardValueBound.class, List.of(new ForwardValueBound(NET, quantity -> ONE, 0x1p-53)));
        values.put(Bend.class, List.of(new Bend(0, 1)));
        values.put(NumericalJacobian.class, List.of(NumericalJacobian.of(x -> x, new double[] {1})));
        values.put(FunctionBlock.class, List.of(new FunctionBlock("1", "1", List.of(), Map.of())));
        values.put(FunctionReport.class, List.of(new FunctionReport("1", List.of(), List.of(), List.of())));
        values.put(FunctionCheck.class, List.of(FunctionCheck.of(x -> x[0], new double[] {1}, new double[] {1})));
        values.put(JacobianCheck.class, List.of(JacobianCheck.of(x -> x, new double[] {1}, x -> x)));
        values.put(ObjDoubleConsumer.class, List.of((ObjDoubleConsumer<Object>) (x, y) -> { }));
        values.put(Scheme.class, List.of(Scheme.CENTRAL));
        values.put(Slope.class, List.of(SLOPE));
        values.put(Kink.class, List.of(new Kink(1, 0, 0, 0)));
        values.put(Estimate.class, List.of(new Estimate(Kind.W.at(1), List.of(List.of(SLOPE)))));
        var mistake = Mistakes.all().get(0);
        values.put(Mistake.class, List.of(mistake));
        values.put(Cause.class, List.of(new Cause(List.of(mistake))));
        values.put(Scale.class, List.of(Scale.MEAN));
        values.put(Precision.class, List.of(Precision.DOUBLE));
        values.put(Guard.class, List.of(new Guard(Guard.Form.ADDED, 1e-8)));
        values.put(Guard.Form.class, List.of(Guard.Form.ADDED));
        values.put(Convention.class, List.of(Convention.standard()));
        var rates = new UpdateSite.Rates(1, 1, 1, 1);
        var updateMistake = new UpdateMistake("mine", "θ", "a sentence", "θ − α dθ", "any step", UpdateSite::right);
        values.put(UpdateSite.Rates.class, List.of(rates));
        values.put(UpdateMistake.class, List.of(updateMistake));
        values.put(UpdateRule.class, List.of(UpdateRule.DESCENT));
        values.put(UpdateSite.class, List.of(new UpdateSite(Kind.W.at(1), UpdateRule.DESCENT, ONE, ONE, List.of(ONE),
                Map.of(), List.of(), rates, ONE)));
        values.put(Updated.class, List.of(new Updated(ONE, List.of())));
        values.put(UpdateBlock.class, List.of(new UpdateBlock(1, Kind.W.at(1), "1×1", Verdict.OK, 0, List.of())));
        values.put(UpdateCause.class, List.of(new UpdateCause(List.of("W[1]"), true, List.of(updateMistake))));
        values.put(UpdateCheck.class, List.of(UpdateCheck.of(backward, 1)));
        values.put(BiFunction.class, List.of((BiFunction<Object, Object, Object>) (x, y) -> ONE));
        var checked = GradientCheck.of(NET, ONE, ONE).rules(Rules.standard().withBp2(dZ -> dZ.times(2))).run();
        values.put(Report.class, List.of(checked));
        values.put(Block.class, checked.blocks());
        values.put(Fault.class, checked.faults());
        values.put(GradientCheck.class, List.of(GradientCheck.of(NET, ONE, ONE)));
        values.put(Verdict.class, List.of(Verdict.OK));
        values.put(Entry.class, List.of(new Entry(0, 0, 1, 1, 1, 1, 1, 1, null, Verdict.OK)));
        values.put(TrainingLoop.class, List.of(TrainingLoop.of(NET, 0.1)));
        values.put(DataSet.class, List.of(Penguins.sex()));
        values.put(Text.class, List.of(Text.of("text")));
        values.put(Grid.class, List.of(new Grid("l", List.of("head"), List.of(List.of(Text.of("cell"))))));
        values.put(BinaryOperator.class, List.of((BinaryOperator<Object>) (x, y) -> x));
        values.put(UnaryOperator.class, List.of((UnaryOperator<Object>) x -> x));
        values.put(Function.class, List.of((Function<Object, Object>) x -> ONE));
        values.put(Predicate.class, List.of((Predicate<Object>) x -> true));
        values.put(IntPredicate.class, List.of((IntPredicate) x -> true));
        values.put(Optional.class, List.of(Optional.empty()));
        values.put(Consumer.class, List.of((Consumer<Object>) x -> { }));
        values.put(DoubleUnaryOperator.class, List.of((DoubleUnaryOperator) x -> x));
        values.put(DoubleBinaryOperator.class, List.of((DoubleBinaryOperator) (x, y) -> x));
        values.put(ToDoubleFunction.class, List.of((ToDoubleFunction<Object>) x -> 1));
        values.put(ToDoubleBiFunction.class, List.of((ToDoubleBiFunction<Object, Object>) (x, y) -> 1));
        values.put(Runnable.class, List.of((Runnable) () -> { }));
        values.put(String.class, List.of("1"));
        values.put(Object.class, List.of("anything"));
        values.put(Double.class, List.of(1.0));
        values.put(double.class, List.of(1.0));
        values.put(Integer.class, List.of(1));
        values.put(int.class, List.of(1));
        values.put(long.class, List.of(1L));
        values.put(boolean.class, List.of(true));
        return values;
    }

    /** All there are of a type; none where there is nothing of that kind to call. */
    public static List<?> of(Class<?> type) {
        return VALUES.getOrDefault(type, List.of());
    }

    /** One of a type, of one element where it holds several. */
    public static Object one(Type type) {
        return holding(type, false);
    }

    /** A list, a map or an array in which a null stands in the second place. */
    public static Object withANull(Type type) {
        return holding(type, true);
    }

    private static Object holding(Type type, boolean withANull) {
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            return list(one(of.getActualTypeArguments()[0]), withANull);
        }
        if (type instanceof ParameterizedType of && of.getRawType() == Map.class) {
            var map = new HashMap<Object, Object>();
            map.put(one(of.getActualTypeArguments()[0]), withANull ? null : one(of.getActualTypeArguments()[1]));
            return map;
        }
        if (type instanceof GenericArrayType || type instanceof Class<?> array && array.isArray()) {
            var element = type instanceof GenericArrayType of ? of.getGenericComponentType()
                    : ((Class<?>) type).getComponentType();
            var array = Array.newInstance(raw(element), withANull ? 2 : 1);
            Array.set(array, 0, one(element));
            return array;
        }
        return of(raw(type)).stream().findFirst().orElseThrow(() -> new NoSuchElementException("no sample: " + type));
    }

    private static List<?> list(Object element, boolean withANull) {
        var list = new ArrayList<Object>();
        list.add(element);
        if (withANull) {
            list.add(null);
        }
        return list;
    }

    private static Class<?> raw(Type type) {
        return type instanceof Class<?> one ? one
                : type instanceof ParameterizedType of ? raw(of.getRawType())
                : type instanceof TypeVariable<?> letter ? raw(letter.getBounds()[0])
                : raw(((WildcardType) type).getUpperBounds()[0]);
    }
}
