# syntax=docker/dockerfile:1

# Understudy on the CPU, or with --target cuda on NVIDIA's GPUs. All data lives in one volume, but
# for the models that bots and workers share, which may have /store:
#
#   docker build -t understudy .
#   docker run -it -v understudy:/data understudy help
#
#   docker build -t understudy:cuda --target cuda .
#   docker run -it --gpus all -v understudy:/data understudy:cuda train --circle friends --device cuda

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/pom.xml src/
COPY training/pom.xml training/
COPY bots/pom.xml bots/
COPY config config
COPY package package
COPY src/main src/main
COPY training/main training/main
COPY bots/main bots/main
RUN --mount=type=cache,target=/m2 \
    package/install /opt/understudy -Dmaven.repo.local=/m2

# libtorch for CUDA, of the version that DJL's library was built for.
FROM maven:3.9-eclipse-temurin-25 AS libtorch
WORKDIR /opt
ADD https://download.pytorch.org/libtorch/cu128/libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip libtorch.zip
RUN jar xf libtorch.zip libtorch/lib && rm -rf libtorch.zip libtorch/lib/*.a

FROM nvidia/cuda:12.8.1-base-ubuntu24.04 AS cuda
ENV LANG=C.UTF-8 \
    JAVA_HOME=/opt/java/openjdk \
    PYTORCH_LIBRARY_PATH=/opt/libtorch/lib \
    PYTORCH_VERSION=2.7.1 \
    PYTORCH_FLAVOR=cu128 \
    LD_LIBRARY_PATH=/opt/libtorch/lib:/usr/local/cuda/lib64 \
    UNDERSTUDY_HOME=/data
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin understudy \
    && mkdir -p /data /store \
    && chown understudy:understudy /data /store
COPY --from=libtorch /opt/libtorch/lib /opt/libtorch/lib
COPY --from=build /opt/java/openjdk /opt/java/openjdk
# Libraries first: they change less often than our own code.
COPY --from=build /opt/understudy/lib /opt/understudy/lib
COPY --from=build /opt/understudy/bin /opt/understudy/bin
COPY --from=build /opt/understudy/app /opt/understudy/app
USER 10001
WORKDIR /data
VOLUME /data
# Bots and workers touch the file every two seconds; they need a while to load their models.
HEALTHCHECK --interval=30s --start-period=5m --retries=3 \
    CMD ["sh", "-c", "test -n \"$(find /data/heartbeat -mmin -1)\""]
ENTRYPOINT ["/opt/understudy/bin/understudy"]
CMD ["help"]

FROM eclipse-temurin:25-jre AS cpu
# A UTF-8 locale, or emoji become question marks.
ENV LANG=C.UTF-8 \
    UNDERSTUDY_HOME=/data
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin understudy \
    && mkdir -p /data /store \
    && chown understudy:understudy /data /store
COPY --from=build /opt/understudy/lib /opt/understudy/lib
COPY --from=build /opt/understudy/bin /opt/understudy/bin
COPY --from=build /opt/understudy/app /opt/understudy/app
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --start-period=5m --retries=3 \
    CMD ["sh", "-c", "test -n \"$(find /data/heartbeat -mmin -1)\""]
ENTRYPOINT ["/opt/understudy/bin/understudy"]
CMD ["help"]
