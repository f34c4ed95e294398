package backstep.notebook.figure;

/** How a line is drawn. */
enum Dash {
    SOLID("solid"), DASH("dash"), DASH_DOT("dashdot"), LONG_DASH("longdash"), DOT("dot");

    private final String plotly;

    Dash(String plotly) {
        this.plotly = plotly;
    }

    /** Plotly's word. */
    String plotly() {
        return plotly;
    }

    /** In pixels: a dotted line guides the eye and stays behind the others. */
    double width() {
        return this == DOT ? 1.5 : 2;
    }
}
