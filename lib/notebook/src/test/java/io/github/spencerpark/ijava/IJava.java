package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/**
 * Stands where IJava's own class stands, which is in no Maven repository: the one method by which its kernel is found.
 */
public final class IJava {

    private static final ThreadLocal<BaseKernel> KERNEL = new ThreadLocal<>();

    private IJava() {}

    public static BaseKernel getKernelInstance() {
        return KERNEL.get();
    }

    public static void run(BaseKernel kernel) {
        KERNEL.set(kernel);
    }
}
