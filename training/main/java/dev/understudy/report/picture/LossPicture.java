package dev.understudy.report.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The loss curve as a PNG.
public final class LossPicture {
    private static final Color[] COLORS = {new Color(0x3B6FB6), new Color(0xC2571A)};

    static {
        // A training has no window, even where one could be opened.
        System.setProperty("java.awt.headless", "true");
    }

    private LossPicture() {}

    /// One line.
    ///
    /// @param steps of the values, rising
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Curve(String name, double[] steps, double[] values) {}

    /// Writes the picture of `curves`, of which there is at least one, to `file`.
    ///
    /// Throws IOException when the disk refuses, or when this machine cannot draw: a Java without
    /// fonts, in a bare container.
    public static void write(Path file, List<Curve> curves) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart(curves)), "png", out);
        } catch (RuntimeException | LinkageError | InternalError cannotDraw) {
            throw new IOException(
                    "this Java cannot draw letters; installing fontconfig and a font helps",
                    cannotDraw);
        }
    }

    private static XYChart chart(List<Curve> curves) {
        XYChart chart =
                new XYChartBuilder()
                        .width(960)
                        .height(540)
                        .title("Loss")
                        .xAxisTitle("step")
                        .yAxisTitle("nats a token")
                        .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.InsideNE);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            XYSeries series = chart.addSeries(curve.name(), curve.steps(), curve.values());
            series.setMarker(curve.steps().length > 40 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            series.setLineColor(COLORS[i % COLORS.length]);
            series.setMarkerColor(COLORS[i % COLORS.length]);
            series.setLineStyle(new BasicStroke(2));
        }
        return chart;
    }
}
