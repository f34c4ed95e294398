package backstep.engine;

import static java.util.Objects.requireNonNull;

import backstep.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is done with each equation of a pass, in the order of {@link Backprop#forward} and {@link Backprop#backward}.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * One equation is due.
     *
     * @param formula which one
     * @param l at which layer, 1…L
     */
    void run(Formula formula, int l);

    /**
     * An equation at its layer.
     *
     * @param formula which equation
     * @param l the layer, 1…L
     */
    record Scheduled(Formula formula, int l) {

        /** Refuses what is no equation. */
        public Scheduled {
            requireNonNull(formula, "formula is null");
        }
    }

    /**
     * The order on a network: without BP2 where a layer has no bias.
     *
     * @param net the network
     * @param pass for example {@code then -> Backprop.backward(net.L(), then)}
     * @return each equation that is due, with its layer
     */
    static List<Scheduled> of(Network net, Consumer<Schedule> pass) {
        requireNonNull(net, "net is null");
        return of(pass).stream().filter(due -> due.formula() != Formula.BP2 || net.hasBias(due.l())).toList();
    }

    /**
     * The order itself.
     *
     * @param pass for example {@code then -> Backprop.forward(2, then)}
     * @return each equation of the pass with its layer
     */
    static List<Scheduled> of(Consumer<Schedule> pass) {
        var order = new ArrayList<Scheduled>();
        pass.accept((formula, l) -> order.add(new Scheduled(formula, l)));
        return order;
    }
}
