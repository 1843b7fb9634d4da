# syntax=docker/dockerfile:1

# Understudy on the CPU. All data lives in one volume:
#
#   docker build -t understudy .
#   docker run -it -v understudy:/data understudy help

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/pom.xml src/
COPY training/pom.xml training/
COPY bots/pom.xml bots/
COPY config config
COPY src/main src/main
COPY training/main training/main
COPY bots/main bots/main
RUN --mount=type=cache,target=/m2 \
    mvn -B -q -Dmaven.repo.local=/m2 -Dquick -Dmaven.test.skip=true package \
    && mkdir app \
    && cp src/target/understudy-core.jar training/target/understudy-training.jar \
        bots/target/understudy-bots.jar app/

FROM eclipse-temurin:25-jre
# A UTF-8 locale, or emoji become question marks.
ENV LANG=C.UTF-8 \
    GOMP_SPINCOUNT=5000 \
    GLIBC_TUNABLES=glibc.malloc.mmap_threshold=2097152:glibc.malloc.hugetlb=1 \
    UNDERSTUDY_HOME=/data
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin understudy \
    && mkdir -p /data \
    && chown understudy:understudy /data
# Libraries first: they change less often than our own code.
COPY --from=build /build/bots/target/lib /opt/understudy/lib
COPY --from=build /build/app /opt/understudy/app
USER 10001
WORKDIR /data
VOLUME /data
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", \
    "-cp", "/opt/understudy/app/*:/opt/understudy/lib/*", "dev.understudy.cli.Understudy"]
CMD ["help"]
