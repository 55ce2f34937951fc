"""Parts of the page 单位."""
