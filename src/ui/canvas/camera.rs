//! What part of the diagram is seen, and how large.

use crate::erd::{Point, Rect, Size};

/// Maps the diagram to the screen: a diagram point `p` is drawn at `p * zoom + offset`, in CSS pixels from the
/// canvas' upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    pub offset: Point,
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { offset: Point::new(40.0, 40.0), zoom: 1.0 }
    }
}

impl Camera {
    /// Far enough out for a thousand tables, close enough in to read the smallest type from afar.
    const ZOOM: (f64, f64) = (0.03, 3.0);
    /// Space that [`Camera::fitting`] leaves around the diagram, in pixels; more below, where the toolbar is.
    const MARGIN: f64 = 24.0;
    const TOOLBAR: f64 = 48.0;

    pub fn to_diagram(self, screen: Point) -> Point {
        Point::new((screen.x - self.offset.x) / self.zoom, (screen.y - self.offset.y) / self.zoom)
    }

    pub fn to_screen(self, point: Point) -> Point {
        Point::new(point.x * self.zoom + self.offset.x, point.y * self.zoom + self.offset.y)
    }

    pub fn panned(self, by: Point) -> Self {
        Self { offset: self.offset + by, ..self }
    }

    /// The zoom times `factor`, while the diagram point under `at` (in pixels) stays where it is.
    pub fn zoomed(self, factor: f64, at: Point) -> Self {
        let zoom = (self.zoom * factor).clamp(Self::ZOOM.0, Self::ZOOM.1);
        let fixed = self.to_diagram(at);
        Self { offset: Point::new(at.x - fixed.x * zoom, at.y - fixed.y * zoom), zoom }
    }

    /// Whether a picture that was drawn for `drawn`, and reaches `bleed` pixels beyond the viewport, still shows all that
    /// this camera sees, and is not stretched too far to be looked at.
    pub fn is_near(self, drawn: Self, viewport: Size, bleed: f64) -> bool {
        let (scale, shift) = self.stretch(drawn);
        let covers = |shift: f64, room: f64| shift <= bleed * scale && shift + (room + bleed) * scale >= room;
        (0.6..=1.8).contains(&scale) && covers(shift.x, viewport.width) && covers(shift.y, viewport.height)
    }

    /// How a picture drawn for `drawn` is scaled, and then shifted in pixels, to show what this camera sees.
    pub fn stretch(self, drawn: Self) -> (f64, Point) {
        let scale = self.zoom / drawn.zoom;
        let shift = Point::new(self.offset.x - drawn.offset.x * scale, self.offset.y - drawn.offset.y * scale);
        (scale, shift)
    }

    /// All of `content` in the middle of the viewport, never larger than life.
    pub fn fitting(content: Rect, viewport: Size) -> Self {
        let room = Size::new(
            (viewport.width - 2.0 * Self::MARGIN).max(1.0),
            (viewport.height - 2.0 * Self::MARGIN - Self::TOOLBAR).max(1.0),
        );
        let scale = (room.width / content.size.width.max(1.0)).min(room.height / content.size.height.max(1.0));
        let zoom = scale.clamp(Self::ZOOM.0, 1.0);
        let middle = content.center();
        let seen = Point::new(viewport.width / 2.0, (viewport.height - Self::TOOLBAR) / 2.0);
        Self { offset: Point::new(seen.x - middle.x * zoom, seen.y - middle.y * zoom), zoom }
    }

    /// The smallest pan that brings `rect` into view.
    pub fn revealing(self, rect: Rect, viewport: Size) -> Self {
        let (from, to) = (self.to_screen(rect.origin), self.to_screen(Point::new(rect.right(), rect.bottom())));
        let shift = |from: f64, to: f64, room: f64| {
            let margin = 16.0;
            if from < margin {
                margin - from
            } else if to > room - margin {
                (room - margin - to).max(margin - from)
            } else {
                0.0
            }
        };
        self.panned(Point::new(
            shift(from.x, to.x, viewport.width),
            shift(from.y, to.y, viewport.height - Self::TOOLBAR),
        ))
    }

    /// The part of the diagram that the viewport shows.
    pub fn seen(self, viewport: Size) -> Rect {
        Rect::between(self.to_diagram(Point::default()), self.to_diagram(Point::new(viewport.width, viewport.height)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let camera = Camera { offset: Point::new(-30.0, 70.0), zoom: 0.8 };
        let at = Point::new(200.0, 150.0);
        let before = camera.to_diagram(at);
        let after = camera.zoomed(1.7, at).to_diagram(at);
        assert!(before.distance(after) < 1e-9);
    }

    #[wasm_bindgen_test]
    fn fitting_shows_everything_and_never_larger_than_life() {
        let check = |width: f64, height: f64| {
            let content = Rect::new(Point::new(-500.0, 90.0), Size::new(width, height));
            let viewport = Size::new(900.0, 600.0);
            let camera = Camera::fitting(content, viewport);
            let seen = camera.seen(viewport);
            assert!(camera.zoom <= 1.0);
            assert_eq!(seen.union(&content), seen);
        };
        check(100.0, 80.0);
        check(5000.0, 200.0);
        check(0.0, 0.0);
    }

    #[wasm_bindgen_test]
    fn a_picture_is_moved_and_stretched_as_the_camera_was() {
        let (drawn, camera) = (
            Camera { offset: Point::new(10.0, -40.0), zoom: 0.5 },
            Camera { offset: Point::new(-70.0, 20.0), zoom: 0.6 },
        );
        let point = Point::new(123.0, 456.0);
        let (scale, shift) = camera.stretch(drawn);
        let pictured = drawn.to_screen(point);
        let moved = Point::new(pictured.x * scale, pictured.y * scale) + shift;
        assert!(moved.distance(camera.to_screen(point)) < 1e-9);
        let viewport = Size::new(900.0, 600.0);
        assert!(
            drawn.is_near(drawn, viewport, 200.0)
                && drawn.panned(Point::new(190.0, 0.0)).is_near(drawn, viewport, 200.0)
        );
        assert!(!drawn.panned(Point::new(0.0, -210.0)).is_near(drawn, viewport, 200.0));
        assert!(!drawn.zoomed(4.0, Point::default()).is_near(drawn, viewport, 200.0));
    }

    #[wasm_bindgen_test]
    fn revealing_pans_no_more_than_needed() {
        let camera = Camera { offset: Point::default(), zoom: 1.0 };
        let viewport = Size::new(900.0, 600.0);
        let inside = Rect::new(Point::new(100.0, 100.0), Size::new(50.0, 50.0));
        assert_eq!(camera.revealing(inside, viewport), camera);
        let beside = Rect::new(Point::new(900.0, 100.0), Size::new(50.0, 50.0));
        assert_eq!(camera.revealing(beside, viewport).offset, Point::new(-66.0, 0.0));
    }
}
