package backstep.bench;

import backstep.check.GradientCheck;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.train.TrainingLoop;

/** What is timed, again and again: the one place that says what a benchmark calls in the library. */
public interface Task {

    /** Does it once. */
    void run();

    /**
     * The network as it is now.
     *
     * @return trained by as many steps as have been run, if it is steps that are
     */
    Network net();

    /**
     * A task by its name.
     *
     * @param name {@code style}, {@code training}, {@code check} or {@code passes}
     * @param on the workload
     * @return the task
     * @throws IllegalArgumentException if there is none of that name
     */
    static Task of(String name, Workload on) {
        return switch (name) {
            case "style" -> new Style(on);
            case "training" -> new Training(on, TrainingLoop.of(on.net(), on.alpha()));
            case "check" -> new FullCheck(on);
            case "passes" -> new Passes(on);
            default -> throw new IllegalArgumentException("a task is style, training, check or passes, given: " + name);
        };
    }

    /** A step of training as the notebooks write it: forward, backward, update, each a value of its own. */
    final class Style implements Task {
        private final Workload on;
        private Network net;

        Style(Workload on) {
            this.on = on;
            net = on.net();
        }

        @Override
        public void run() {
            net = ForwardPass.of(net, on.X()).backward(on.Y()).step(on.alpha());
        }

        @Override
        public Network net() {
            return net;
        }
    }

    /**
     * A step of the library's own training loop.
     *
     * @param on the workload
     * @param loop begun at its network
     */
    record Training(Workload on, TrainingLoop loop) implements Task {
        @Override
        public void run() {
            loop.step(on.X(), on.Y());
        }

        @Override
        public Network net() {
            return loop.network();
        }
    }

    /**
     * The full gradient check.
     *
     * @param on the workload
     */
    record FullCheck(Workload on) implements Task {
        @Override
        public void run() {
            if (!GradientCheck.of(net(), on.X(), on.Y()).run().passed()) {
                throw new IllegalStateException("the library's own gradients failed their check");
            }
        }

        @Override
        public Network net() {
            return on.net();
        }
    }

    /**
     * What a full check of one quotient each would need: two forward passes, with their cost, for each parameter.
     *
     * @param on the workload
     */
    record Passes(Workload on) implements Task {

        /**
         * How many passes that is.
         *
         * @return twice the count of parameters
         */
        int count() {
            return 2 * net().parameters().values().stream().mapToInt(p -> p.rows() * p.columns()).sum();
        }

        @Override
        public void run() {
            double sum = 0;
            for (int k = count(); k > 0; k--) {
                sum += cost(net(), on.X(), on.Y());
            }
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("a cost is not a number");
            }
        }

        private static double cost(Network net, Matrix X, Matrix Y) {
            return ForwardPass.of(net, X).cost(Y);
        }

        @Override
        public Network net() {
            return on.net();
        }
    }
}
