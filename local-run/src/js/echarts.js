// The parts of ECharts that the report page uses. To add one, add it here and run bundle.js.
import { use } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

// The members of window.echarts.
export { init } from "echarts/core";
