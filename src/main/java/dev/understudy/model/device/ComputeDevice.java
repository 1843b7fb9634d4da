package dev.understudy.model.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a model is computed: the CPU, or one of this machine's CUDA devices.
///
/// @param name `cpu` or `cuda:0`
/// @param djl the same for DJL
public record ComputeDevice(String name, Device djl) {
    /// Always there.
    public static final ComputeDevice CPU = new ComputeDevice("cpu", Device.cpu());

    /// What Java and libtorch take themselves, in bytes.
    private static final long BESIDES = 500_000_000;

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}(?:,\\d{1,3})*))?");

    /// The devices that `setting` names: `cpu`, `cuda` (the first), `cuda:0,1`, or `auto`, which is
    /// the first CUDA device that can be used, else the CPU. Throws UserError when it names none of
    /// this machine.
    public static List<ComputeDevice> parse(String setting) {
        if (setting.equals("cpu") || (setting.equals("auto") && gpus() == 0)) {
            return List.of(CPU);
        }
        if (setting.equals("auto")) {
            return List.of(cuda(0));
        }
        Matcher cuda = CUDA.matcher(setting);
        if (!cuda.matches()) {
            throw new UserError(
                    "device is " + setting + "; accepted: auto, cpu, cuda, cuda:0,1.",
                    "Correct --device, or leave it out for auto.");
        }
        List<ComputeDevice> devices = new ArrayList<>();
        String numbers = cuda.group(1) == null ? "0" : cuda.group(1);
        for (String number : numbers.split(",", -1)) {
            ComputeDevice device = cuda(Integer.parseInt(number));
            if (devices.contains(device)) {
                throw new UserError(
                        "device is " + setting + ", which names one GPU twice.",
                        "Name each GPU once, as in cuda:0,1.");
            }
            devices.add(device);
        }
        return devices;
    }

    /// Ours for one of DJL's.
    public static ComputeDevice of(Device device) {
        return device.isGpu() ? new ComputeDevice("cuda:" + device.getDeviceId(), device) : CPU;
    }

    private static ComputeDevice cuda(int number) {
        int found = gpus();
        if (found == 0) {
            throw new UserError(
                    "There is no CUDA device that can be used here.",
                    "Check that nvidia-smi lists a GPU with driver 570 or newer, and that"
                            + " PYTORCH_LIBRARY_PATH names the lib folder of libtorch 2.7.1 for"
                            + " CUDA 12.8; or use --device cpu.");
        }
        if (number >= found) {
            throw new UserError(
                    "There is no cuda:" + number + "; this machine has " + found + ".",
                    "Choose from cuda:0 to cuda:" + (found - 1) + ".");
        }
        return new ComputeDevice("cuda:" + number, Device.gpu(number));
    }

    private static int gpus() {
        return CudaUtils.hasCuda() ? CudaUtils.getGpuCount() : 0;
    }

    /// Whether it is a CUDA device.
    public boolean isCuda() {
        return djl.isGpu();
    }

    /// Bytes that a training may take: nine tenths of what is free, and on the CPU less half a
    /// gigabyte for Java and libtorch themselves. Limits of a container count.
    public long availableBytes() {
        if (isCuda()) {
            long all = CudaUtils.getGpuMemory(djl).getMax();
            return (all - CudaUtils.getGpuMemory(djl).getCommitted()) / 10 * 9;
        }
        return HostMemory.availableBytes() / 10 * 9 - BESIDES;
    }

    @Override
    public String toString() {
        return name;
    }
}
