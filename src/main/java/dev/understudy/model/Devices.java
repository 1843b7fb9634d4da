package dev.understudy.model;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where models can be computed on this machine.
public final class Devices {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d+(?:,\\d+)*))?");

    /// What Java and libtorch take themselves, in bytes.
    private static final long BESIDES = 500_000_000;

    private Devices() {}

    /// The devices that `setting` names: `cpu`, `cuda` (the first), `cuda:0,1`, or `auto`, which is
    /// the first CUDA device that can be used, else the CPU. Throws UserError when it names none of
    /// this machine.
    public static List<Device> parse(String setting) {
        if (setting.equals("cpu") || (setting.equals("auto") && gpus() == 0)) {
            return List.of(Device.cpu());
        }
        if (setting.equals("auto")) {
            return List.of(Device.gpu(0));
        }
        Matcher cuda = CUDA.matcher(setting);
        if (!cuda.matches()) {
            throw new UserError(
                    "device is " + setting + "; accepted: auto, cpu, cuda, cuda:0,1.",
                    "Correct --device, or leave it out for auto.");
        }
        List<Device> devices = new ArrayList<>();
        String numbers = cuda.group(1) == null ? "0" : cuda.group(1);
        for (String number : numbers.split(",", -1)) {
            Device device = Device.gpu(Integer.parseInt(number));
            requireGpu(device.getDeviceId());
            if (devices.contains(device)) {
                throw new UserError(
                        "device is " + setting + ", which names one GPU twice.",
                        "Name each GPU once, as in cuda:0,1.");
            }
            devices.add(device);
        }
        return devices;
    }

    private static void requireGpu(int number) {
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
    }

    /// Bytes that a training may take on `device`: what is free, less a tenth, and on the CPU less
    /// half a gigabyte for Java and libtorch themselves. Limits of a container count.
    public static long availableBytes(Device device) {
        if (device.isGpu()) {
            return (long) (CudaUtils.getGpuMemory(device).getMax() * 0.9)
                    - CudaUtils.getGpuMemory(device).getCommitted();
        }
        return (long) (HostMemory.availableBytes() * 0.9) - BESIDES;
    }

    private static int gpus() {
        return CudaUtils.hasCuda() ? CudaUtils.getGpuCount() : 0;
    }
}
